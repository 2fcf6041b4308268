import fc from 'fast-check';
import {isQuantity, readQuantity} from '../../../src/cluster/quantity.js';

describe('readQuantity', () => {
  it.each([
    ['0', 0],
    ['100m', 0.1],
    ['1.5', 1.5],
    ['.5', 0.5],
    ['128Mi', 134_217_728],
    ['1e3', 1000],
    ['1E3', 1000],
    ['1E', 1e18],
    ['2G', 2e9],
    ['250n', 2.5e-7],
    ['7u', 7e-6],
    ['-3k', -3000],
    ['1.5Gi', 1_610_612_736],
    [2, 2],
    [0.25, 0.25],
    [1e21, 1e21],
  ])('reads %s', (text, value) => {
    expect(isQuantity(text)).toBe(true);
    expect(readQuantity(text)).toBe(value);
  });

  it.each(['', 'm', '1 Gi', '1gi', '1K', '1e', '1.2.3', 'NaN', '0x10', '1Mi\n'])('refuses %j', text => {
    expect(isQuantity(text)).toBe(false);
    expect(() => readQuantity(text)).toThrow('is no Kubernetes quantity');
  });

  it('reads every whole number of thousandths as the nearest number', () => {
    fc.assert(
      fc.property(fc.integer({min: -1e9, max: 1e9}), thousandths => {
        expect(readQuantity(`${thousandths}m`)).toBe(Number(`${thousandths}e-3`));
      }),
    );
  });

  it('scales by the suffix', () => {
    const suffixes = fc.constantFrom(['Ki', 1], ['Mi', 2], ['Gi', 3], ['Ti', 4], ['Pi', 5], ['Ei', 6] as const);
    fc.assert(
      fc.property(fc.nat(1e6), suffixes, (value, [suffix, power]) => {
        expect(readQuantity(`${value}${suffix}`)).toBe(value * 1024 ** Number(power));
      }),
    );
  });
});
