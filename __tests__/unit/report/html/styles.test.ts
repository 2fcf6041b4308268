import {STYLES} from '../../../../src/report/html/styles.js';

const TEXT = ['fg', 'muted', 'pass', 'warn', 'fail', 'error', 'inconclusive', 'ok', 'cost', 'reserved'];
const VERDICTS = ['pass', 'warn', 'fail', 'error', 'inconclusive'];
const [light = {}, dark = {}] = [...STYLES.matchAll(/:root\{([^}]*--bg[^}]*)\}/g)].map(([, rules = '']) =>
  coloursOf(rules),
);

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s colours', (_, colours) => {
  const page = rgb(colours.bg!);

  it.each(TEXT)('show a text in %s on the page, on soft ground and on a fault’s band', name => {
    for (const ground of [page, rgb(colours.soft!), over(colours.band!, page)]) {
      expect(contrast(rgb(colours[name]!), ground)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(VERDICTS)('show the verdict on the ground of %s', name => {
    expect(contrast(rgb(colours.on!), rgb(colours[name]!))).toBeGreaterThanOrEqual(4.5);
  });
});

function coloursOf(rules: string): Record<string, string> {
  return Object.fromEntries([...rules.matchAll(/--(\w+):(#[0-9a-f]+)/g)].map(([, name, colour]) => [name, colour]));
}

function rgb(colour: string): number[] {
  const digits = colour.length === 4 ? [...colour.slice(1)].map(digit => digit + digit) : colour.slice(1).match(/../g)!;
  return digits.slice(0, 3).map(pair => Number.parseInt(pair, 16));
}

/** A colour with an opacity on a ground. */
function over(colour: string, ground: number[]): number[] {
  const opacity = Number.parseInt(colour.slice(7), 16) / 255;
  return rgb(colour).map((part, index) => opacity * part + (1 - opacity) * ground[index]!);
}

/** WCAG 2.2, 1.4.3. */
function contrast(a: number[], b: number[]): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map(part => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
