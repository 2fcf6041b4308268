import {loadSpec} from '../../../src/spec/load-spec.js';
import {load, problemsOf, withMust} from './a-loaded-spec.js';
import {TINY} from './a-source.js';

const withCost = (value: string): string => `${TINY}cost: ${value}\n`;

describe('costs in a spec', () => {
  it('are counted by prices of one’s own, or by a preset', () => {
    expect(load(withCost('{prices: {cpu: 0.048, memory: 0.0053}, incidentsPerMonth: 2}')).spec.cost).toEqual({
      prices: {cpu: 0.048, memory: 0.0053},
      incidentsPerMonth: 2,
      usage: 'auto',
    });
    expect(load(withCost('{prices: cacop}')).spec.cost.prices).toBe('cacop');
  });

  it.each([
    'auto',
    'http://127.0.0.1:30090',
    {url: 'https://metrics.example.com/prom', token: {fromEnv: 'TOKEN'}},
    {service: 'monitoring/prometheus:9090'},
  ])('come from a Prometheus where the spec names one: %j', prometheus => {
    expect(load(withCost(JSON.stringify({usage: {prometheus}}))).spec.cost.usage).toEqual({prometheus});
  });

  it.each([
    ['{prices: {cpu: -1, memory: 0}}', 'cost.prices.cpu: found -1; no price is below 0'],
    ['{prices: {cpu: .nan, memory: 0}}', 'cost.prices.cpu: '],
    ['{prices: {cpu: $0.048, memory: 0}}', 'allowed is dollars as a number, such as 0.048'],
    ['{prices: {cpu: 0.048}}', 'cost.prices.memory: is missing; allowed is dollars as a number'],
    ['{prices: {cpu: 0, memory: 0}}', 'with both prices 0, everything would cost nothing'],
    ['{prices: cacopp}', 'azure-d, {file: prices.yaml}, or prices such as'],
    ['{prices: 5}', 'found 5; allowed is opencost-default, cacop'],
    ['{incidentsPerMonth: -1}', 'cost.incidentsPerMonth: found -1'],
    ['{usage: prometheus}', 'allowed is auto, or a Prometheus such as {prometheus: auto}'],
    ['{usage: {prometheus: {service: prometheus:9090}}}', 'allowed is NAMESPACE/NAME:PORT'],
    ['{usage: {prometheus: "http://me:secret@prom"}}', 'holds a user or a password'],
    ['{usage: {prometheus: "http://prom/?query=up"}}', 'holds a query or a fragment'],
    ['{usage: {prometheus: {url: "http://prom", token: s3cret}}}', 'a token belongs into no file'],
    ['{price: cacop}', 'there is no such key; allowed are prices, currency, nodes, incidentsPerMonth, usage'],
  ])('%s is refused', (value, sentence) => {
    expect(problemsOf(withCost(value)).join('\n')).toContain(sentence);
  });

  it('of an idle phase can be asked for only where one is taken', () => {
    const asked = withMust('cost.hourly.usage <= +400% vs idle');
    expect(problemsOf(asked)).toEqual([
      expect.stringContaining('cost.hourly.usage <= +400% vs idle: no idle phase is taken; add phases: {idle: 20s}'),
    ]);
    expect(problemsOf(withMust('cost.hourly.usage <= $1/h during idle'))).toHaveLength(1);
    expect(load(`${asked}phases: {idle: 20s}\n`).spec.phases.idle).toBe(20_000);
  });
});

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
