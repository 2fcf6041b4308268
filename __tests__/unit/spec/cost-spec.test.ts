import {messageOf} from '../../../src/failure.js';
import {type LoadedSpec, loadSpec} from '../../../src/spec/load-spec.js';
import {aSource, TINY} from './a-source.js';

const FILE = '/app/gate.yaml';
const load = (text: string): LoadedSpec => loadSpec(FILE, aSource(text));
const withCost = (value: string): string => `${TINY}cost: ${value}\n`;
const withMust = (value: string): string => TINY.replace('recovery <= 30s', value);

function problemsOf(text: string): string[] {
  try {
    load(text);
  } catch (error) {
    return messageOf(error).split('\n');
  }
  throw new Error('the spec was taken');
}

describe('prices and limits of cost in a spec', () => {
  it('may be read from a file, whose mistakes have their own place', () => {
    const read = (prices: string) =>
      loadSpec('/app/gate.yaml', {
        env: {},
        exists: () => true,
        readFile: path => (path === '/app/prices.yaml' ? prices : withCost('{prices: {file: prices.yaml}}')),
      }).spec.cost;
    expect(read('{cpu: 0.03, memory: 0.004, currency: EUR}')).toEqual({
      prices: {cpu: 0.03, memory: 0.004, source: 'prices.yaml'},
      currency: 'EUR',
      incidentsPerMonth: 4,
      usage: 'auto',
    });
    expect(() => read('{cpu: 0.03}')).toThrow('prices.yaml:1:1 memory: is missing');
  });

  it('of the manifests are a limit of the gate', () => {
    const misplaced = TINY.replace('podKill: {}', 'podKill: {}, must: [cost.reserved <= 5/month]');
    expect(problemsOf(misplaced)).toEqual([
      expect.stringContaining('it belongs to the whole run; write it under gate'),
    ]);
    const standing = withMust('cost.reserved <= 5/month').replace('k8s/', '{namespace: shop}');
    expect(problemsOf(standing)).toEqual([expect.stringContaining('victim names no manifests')]);
  });

  it('are not converted to the currency of a limit', () => {
    const asked = withMust('cost.hourly.usage <= €1/h');
    expect(problemsOf(`${asked}cost: {currency: EUR}\n`)).toEqual([
      expect.stringContaining('cost.hourly.usage <= €1/h: the prices are in EUR; nothing is converted'),
    ]);
    expect(problemsOf(`${asked}cost: {currency: dollars}\n`)[0]).toContain('allowed is a symbol or an ISO code');
    expect(load(`${asked}cost: {currency: €}\n`).spec.cost.currency).toBe('€');
  });
});
