/** The chart's type sizes, as widths of a letter: of most of them, so that what should fit does. */
const LETTER = {small: 6, bold: 7.2};

/** About how wide a text is. */
export function widthOf(text: string, type: keyof typeof LETTER = 'small'): number {
  return [...text].length * LETTER[type];
}

/** The bold text, cut where there is not enough room for it; undefined where nothing of it could be read. */
export function fitted(text: string, room: number): string | undefined {
  if (widthOf(text, 'bold') <= room) return text;
  const letters = Math.floor(room / LETTER.bold) - 1;
  return letters < 2 ? undefined : `${[...text].slice(0, letters).join('').trimEnd()}…`;
}

/** A text beside a line at `x`, in a longer and a shorter wording, and the stretch that it must not leave. */
export interface Flag {
  x: number;
  long: string;
  short: string;
  room: readonly [left: number, right: number];
}

/** Where a text stands. */
export interface PlacedFlag {
  text: string;
  x: number;
  anchor: 'start' | 'end';
}

const GAP = 5;

/** Finds room for a flag on either side of its line, for the longer wording if it can; undefined where there is none. */
export function placeFlag({x, long, short, room: [left, right]}: Flag): PlacedFlag | undefined {
  for (const text of [long, short]) {
    const width = GAP + widthOf(text, 'bold');
    if (x + width <= right) return {text, x: x + GAP, anchor: 'start'};
    if (x - width >= left) return {text, x: x - GAP, anchor: 'end'};
  }
  return undefined;
}
