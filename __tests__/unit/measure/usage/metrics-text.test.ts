import fc from 'fast-check';
import {readMetrics} from '../../../../src/measure/usage/metrics-text.js';

const read = (text: string) => readMetrics(text, new Set(['cpu']));

describe('readMetrics', () => {
  it('reads labels, exponents and timestamps, and leaves other metrics out', () => {
    expect(
      read('# HELP cpu x\n# TYPE cpu counter\ncpu{a="b",c="d",} 1.8e+07 1795254528092\ncpu 3\nother{x="y"} 1\n'),
    ).toEqual([
      {name: 'cpu', labels: {a: 'b', c: 'd'}, value: 1.8e7, timestamp: 1_795_254_528_092},
      {name: 'cpu', labels: {}, value: 3, timestamp: undefined},
    ]);
  });

  it.each([
    ['a page', '<!doctype html>\n<p>Sign in</p>\n'],
    ['a Status', '{"kind":"Status","code":403}\n'],
    ['half a line', 'cpu{a="b"} 1\ncpu{a="b'],
    ['no value', 'cpu{a="b"}\n'],
    ['an unclosed label', 'cpu{a="b} 1\n'],
    ['two values', 'cpu 1 2 3\n'],
    ['a wrong number', 'cpu 1x\n'],
  ])('refuses %s', (_, text) => {
    expect(() => read(text)).toThrow(/not in Prometheus' text format|in the middle of a line/);
  });

  it('gives back every row that can be written', () => {
    const label = fc.string({unit: 'grapheme'});
    const row = fc.record({
      a: label,
      b: label,
      value: fc.double({noNaN: true, noDefaultInfinity: true}),
      timestamp: fc.option(fc.integer({min: 0}), {nil: undefined}),
    });
    const escaped = (text: string) => text.replace(/[\\"\n]/g, char => (char === '\n' ? '\\n' : `\\${char}`));
    fc.assert(
      fc.property(fc.array(row), rows => {
        const lines = rows.map(
          ({a, b, value, timestamp}) => `cpu{a="${escaped(a)}",b="${escaped(b)}"} ${value} ${timestamp ?? ''}\n`,
        );
        expect(
          read(lines.join('')).map(({labels, value, timestamp}) => ({...labels, value: value + 0, timestamp})),
        ).toEqual(rows.map(wanted => ({...wanted, value: wanted.value + 0})));
      }),
    );
  });

  it('never makes a number of a text that was cut', () => {
    const text = 'cpu{a="b"} 123.5 1795254528092\n';
    for (let length = 1; length < text.length; length++) expect(() => read(text.slice(0, length))).toThrow();
  });
});
