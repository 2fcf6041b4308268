/** The widths of letters in the chart's types: of most letters, so that what should fit does. */
const LETTER = {small: 6, flag: 6.6, name: 7.4};

/** About how wide a text is. */
export function widthOf(text: string, type: keyof typeof LETTER = 'small'): number {
  return [...text].length * LETTER[type];
}

/** The name, cut where there is not enough room for it; undefined where nothing of it could be read. */
export function fitted(text: string, room: number): string | undefined {
  if (widthOf(text, 'name') <= room) return text;
  const letters = Math.floor(room / LETTER.name) - 1;
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
    const width = GAP + widthOf(text, 'flag');
    if (x + width <= right) return {text, x: x + GAP, anchor: 'start'};
    if (x - width >= left) return {text, x: x - GAP, anchor: 'end'};
  }
  return undefined;
}
