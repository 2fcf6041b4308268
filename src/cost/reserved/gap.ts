/** Something that a sum leaves out, and is stated instead: it is never 0. */
export interface Gap {
  /** `memory of container app`. */
  what: string;
  /** The end of a sentence: `"lots" is no quantity`. */
  why: string;
  /** `no price`: how much it is would be known; `unknown`: not even that, so the sum may be any amount too low. */
  kind: 'no price' | 'unknown';
}

/** `memory of container app: "lots" is no quantity`. */
export function gapText({what, why}: Pick<Gap, 'what' | 'why'>): string {
  return `${what}: ${why}`;
}
