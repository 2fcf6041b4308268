import {styleText} from 'node:util';

/** What a piece of text means; the palette knows its colour. */
export type Style = 'good' | 'bad' | 'warning' | 'dim' | 'strong';

/** Colours a text, or leaves it as it is. */
export type Palette = (style: Style, text: string) => string;

export interface PaletteOptions {
  /** The stream that the text goes to. */
  stream: {isTTY?: boolean | undefined};
  env: Readonly<Record<string, string | undefined>>;
  /** `never` for `--no-color`. */
  color?: 'auto' | 'never';
}

/** The palette for a stream: `--no-color`, then FORCE_COLOR, then NO_COLOR (no-color.org), then whether it is a terminal that can. */
export function createPalette(options: PaletteOptions): Palette {
  if (!wantsColor(options)) return (_, text) => text;
  return (style, text) => (text === '' ? '' : styleText(FORMATS[style], text, {validateStream: false}));
}

const FORMATS = {good: 'green', bad: 'red', warning: 'yellow', dim: 'gray', strong: 'bold'} as const satisfies Record<
  Style,
  string
>;

function wantsColor({stream, env, color = 'auto'}: PaletteOptions): boolean {
  if (color === 'never') return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR) return false;
  return stream.isTTY === true && env.TERM !== 'dumb' && !env.CI && !env.GITHUB_ACTIONS;
}
