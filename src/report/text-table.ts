/** Aligned lines of plain text; the last column is not padded. `paint` colours a cell after its width is known. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  paint: PaintCell = text => text,
): string[] {
  const lines = [columns.map(column => column.title), ...rows];
  const widths = columns.map((_, column) => Math.max(...lines.map(line => width(line[column] ?? ''))));
  return lines.map((line, index) =>
    columns
      .map(({align}, column) => {
        const cell = line[column] ?? '';
        const padding = ' '.repeat((widths[column] ?? 0) - width(cell));
        const painted = paint(cell, index - 1, column);
        return align === 'right' ? padding + painted : painted + padding;
      })
      .join('  ')
      .trimEnd(),
  );
}

export interface TextColumn {
  title: string;
  align?: 'left' | 'right';
}

/** The row is -1 for the titles. */
export type PaintCell = (text: string, row: number, column: number) => string;

function width(text: string): number {
  return [...text].length;
}
