import {pricesOf} from '../../../src/cost/prices.js';

describe('prices', () => {
  it('come from a preset with its source and date', () => {
    expect(pricesOf({prices: 'opencost-default'})).toMatchObject({cpu: 0.031611, memory: 0.004237});
    expect(pricesOf({prices: 'cacop'})).toMatchObject({cpu: 0.048, memory: 0});
    for (const preset of ['opencost-default', 'cacop'] as const) {
      const {source, date} = pricesOf({prices: preset});
      expect(source).toContain('github.com/');
      expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });

  it('are the spec’s own where it has them', () => {
    expect(pricesOf({prices: {cpu: 0.04, memory: 0.005}})).toEqual({
      cpu: 0.04,
      memory: 0.005,
      currency: '$',
      source: 'the spec',
      date: undefined,
    });
  });
});
