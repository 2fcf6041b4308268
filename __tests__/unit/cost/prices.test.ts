import {nodePricesFor, pricesOf} from '../../../src/cost/prices.js';
import {PRESETS} from '../../../src/spec/cost-schema.js';

describe('prices', () => {
  it('come from a preset with its source and date', () => {
    expect(pricesOf({prices: 'opencost-default'})).toMatchObject({cpu: 0.031611, memory: 0.004237});
    expect(pricesOf({prices: 'cacop'})).toMatchObject({cpu: 0.048, memory: 0});
    for (const preset of PRESETS) {
      const {source, date} = pricesOf({prices: preset});
      expect(source).toMatch(/\(.*(github\.com|factualminds\.com)\//);
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

  it('give back the machines that they are derived from', () => {
    const machine = (preset: (typeof PRESETS)[number], gib: number): number => {
      const {cpu, memory} = pricesOf({prices: preset});
      return 2 * cpu + gib * memory;
    };
    expect([machine('aws-m5', 8), machine('aws-m5', 16)].map(Number)).toEqual(
      [0.096, 0.126].map(n => expect.closeTo(n, 9)),
    );
    expect(machine('azure-d', 8)).toBeCloseTo(0.096, 9);
    expect(machine('gcp-e2', 8)).toBeCloseTo(0.06701142, 9);
    expect(machine('gcp-e2', 16)).toBeCloseTo(0.09039966, 9);
  });

  it('may be a preset’s with more of the spec’s', () => {
    expect(pricesOf({prices: {preset: 'aws-m5', storage: 0.08}, currency: 'EUR'})).toMatchObject({
      cpu: 0.033,
      storage: 0.08,
      currency: 'EUR',
      source: expect.stringMatching(/^AWS EC2 .*, and the spec$/),
    });
  });

  it('are those of the first nodes that match with all of their labels', () => {
    const spot = {match: {pool: 'spot', zone: 'a'}, cpu: 0.1, memory: 0.01};
    const prices = pricesOf({
      prices: {cpu: 1, memory: 1, nodes: [spot, {match: {pool: 'spot'}, cpu: 0.2, memory: 0.02}]},
    });
    expect(nodePricesFor({pool: 'spot', zone: 'a', more: 'x'}, prices).cpu).toBe(0.1);
    expect(nodePricesFor({pool: 'spot'}, prices).cpu).toBe(0.2);
    expect(nodePricesFor({}, prices).cpu).toBe(1);
  });
});
