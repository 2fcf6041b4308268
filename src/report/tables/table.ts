/** A table before it is Markdown or HTML: its cells are plain text, and may come from outside. */
export interface Table {
  columns: readonly Column[];
  rows: readonly (readonly string[])[];
}

/** A column's title; numbers go to the right. */
export interface Column {
  title: string;
  align?: 'left' | 'right';
}

/** A column of numbers. */
export function numbers(title: string): Column {
  return {title, align: 'right'};
}
