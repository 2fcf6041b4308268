import fc from 'fast-check';
import type {Cause} from '../../../../src/cost/causes/cause.js';
import {type CausesScene, causesOf} from '../../../../src/cost/causes/causes-of.js';
import {costOf, type RepeatCost} from '../../../../src/cost/cost-figures.js';
import {aRepeat} from '../../../builders/a-repeat.js';
import {aSpec} from '../../../builders/a-spec.js';
import {someLives} from '../../../builders/some-lives.js';
import {type MeasurementsStory, someMeasurements} from '../../../builders/some-measurements.js';
import {at} from '../../../builders/some-samples.js';
import {DEAR_NODE, type PodStory, someUsage} from '../../../builders/some-usage.js';

const PRICES = {cpu: 1, memory: 0};
const HOUR = 3600;
/** Each request takes 1 ms of CPU: 100 of them a second, on top of 0.05 cores of idleness. */
const IDLE_CORES = 0.05;
const lasting = aRepeat({injectedAt: 30, removedAt: 40, observedUntil: 50});
const burnt = (second: number): number => (second < 0 ? IDLE_CORES : second >= 30 && second < 40 ? 1 : 0.15);

function figuresOf(story: MeasurementsStory, kind: 'podKill' | 'cpu' = 'podKill') {
  const {experiments, ...spec} = aSpec().build();
  const [first] = experiments;
  const {podKill, ...rest} = first!;
  const asked = {...rest, name: 'pod-kill', ...(kind === 'cpu' ? {cpu: {load: 100} as never} : {podKill: podKill!})};
  const prices = story.usage?.nodeLabels === undefined ? PRICES : {...PRICES, nodes: DEAR_NODE.pricesOver(PRICES)};
  const cost = {prices, incidentsPerMonth: 4, usage: 'auto' as const};
  return costOf(someMeasurements({idle: 20, repeats: [lasting], ...story}), {...spec, experiments: [asked], cost});
}

function repeatOf(...given: Parameters<typeof figuresOf>): RepeatCost {
  return figuresOf(...given).experiments[0]!.repeats[0]!;
}

function part({causes}: RepeatCost, basis: 'usage' | 'request', cause: Cause) {
  const found = causes[basis]!.parts.find(one => one.cause === cause)!;
  return {coreSeconds: found.dollars * HOUR, count: found.count};
}

describe('the causes of an excess by usage', () => {
  const hog = someUsage({cores: burnt, gib: () => 0});

  it('are the fault itself where it burns', () => {
    const repeat = repeatOf({usage: hog}, 'cpu');
    expect(part(repeat, 'usage', 'injected').coreSeconds).toBeCloseTo(8.5);
    expect(part(repeat, 'usage', 'unexplained').coreSeconds).toBeCloseTo(0);
  });

  it('are unknown where nothing accounts for it', () => {
    expect(part(repeatOf({usage: hog}), 'usage', 'unexplained').coreSeconds).toBeCloseTo(8.5);
  });

  it('are the starts of pods that are not ready yet, a crash loop’s too', () => {
    const looping = {
      name: 'loop',
      from: 30,
      to: 50,
      cores: (second: number) => (second < 34 ? 0.5 : second < 40 ? 0 : 0.3),
      gib: () => 0,
    };
    const usage = someUsage({cores: second => (second < 0 ? 0.05 : 0.15), gib: () => 0}, looping);
    const pods = someLives(
      {},
      {
        name: 'loop',
        from: 30,
        startUps: [
          [30, 32],
          [33, 34],
          [40, 46],
        ],
      },
    );
    const repeat = repeatOf({usage, pods});
    const start = part(repeat, 'usage', 'start-up');
    expect(start.count).toBe(3);
    expect(start.coreSeconds).toBeCloseTo(2 * 0.5 + 0.5 + 6 * 0.3);
    expect(part(repeat, 'usage', 'unexplained').coreSeconds).toBeCloseTo(0.5 + 4 * 0.3);
  });

  it('are starts at the price of their own node', () => {
    const usual = {cores: () => 0.15, gib: () => 0, node: 'node-1'};
    const usage = someUsage(usual, {name: 'dear', from: 30, to: 50, cores: () => 0.5, gib: () => 0, node: 'node-dear'});
    const pods = someLives({}, {name: 'dear', from: 30, startUps: [[30, 34]]});
    const repeat = repeatOf({usage: {...usage, nodeLabels: DEAR_NODE.nodeLabels}, pods});
    expect(part(repeat, 'usage', 'start-up').coreSeconds).toBeCloseTo(10 * 4 * 0.5);
  });

  it('are failed requests at the CPU of a request, but not those that never arrived', () => {
    const usage = someUsage({cores: burnt, gib: () => 0});
    const answer = (second: number, index: number) =>
      second >= 30 && second < 40 ? (['timeout', 'refused'] as const)[index % 2] : undefined;
    const failed = part(repeatOf({usage, answer}), 'usage', 'failed');
    expect(failed.count).toBe(500);
    expect(failed.coreSeconds).toBeCloseTo(0.5);
  });

  it('can’t be requests without an idle phase', () => {
    const {idle: _, ...story} = {
      idle: 0,
      usage: hog,
      answer: (second: number) => (second >= 30 ? ('status' as const) : undefined),
    };
    const figures = costOf(someMeasurements({...story, repeats: [lasting]}), {
      ...aSpec().build(),
      cost: {prices: PRICES, incidentsPerMonth: 4, usage: 'auto' as const},
    });
    expect(figures.whyNoRequestPrice).toBe('no idle phase was taken (phases.idle)');
    expect(part(figures.experiments[0]!.repeats[0]!, 'usage', 'failed')).toEqual({coreSeconds: 0, count: 1000});
  });
});

describe('a retry storm', () => {
  /** A dependency is down for 10 s: each request is tried 5 times more, which takes 5 ms of CPU on top of the first. */
  const usage = someUsage({
    cores: second => (second < 0 ? 0.05 : second >= 30 && second < 40 ? 0.65 : 0.15),
    gib: () => 0,
  });
  const scene: CausesScene = {
    usage,
    lives: [],
    prices: {...PRICES, source: 'the test', date: undefined, currency: '$'},
    baseline: {from: at(5), to: at(25)},
    price: {dollars: 0.001 / HOUR},
    extraAttempts: ({from, to}) => (500 * Math.max(0, Math.min(to, at(40)) - Math.max(from, at(30)))) / 1000,
    firstAttempts: ({from, to}) => ({arrived: (to - from) / 10, failed: (to - from) / 10}),
  };
  const rates = Array.from({length: 20}, (_, second) => (second < 10 ? 0.65 : 0.15));
  const excess = {above: 5 / HOUR, below: 0, noise: 0, seconds: 10, isOver: true};

  it('is priced by its extra attempts, before the first ones that failed', () => {
    const counted = {excess, rates, seconds: 1, usual: 0.15};
    const {parts} = causesOf('usage', counted, lasting, {...scene, burns: false});
    const byCause = Object.fromEntries(parts.map(({cause, dollars, count}) => [cause, [dollars * HOUR, count]]));
    expect(byCause).toMatchObject({
      retries: [expect.closeTo(5), 5000],
      failed: [expect.closeTo(0), 1000],
      unexplained: [expect.closeTo(0), undefined],
    });
  });
});

describe('clients that retry', () => {
  it('are found by how often each request arrived, at the slope between idle and load', () => {
    const usage = someUsage({
      cores: second => (second < 0 ? 0.05 : second >= 30 && second < 40 ? 0.65 : 0.15),
      gib: () => 0,
    });
    const answer = (second: number) => (second >= 30 && second < 40 ? ('status' as const) : undefined);
    const measurements = someMeasurements({idle: 20, repeats: [lasting], usage, answer});
    const arrived = new Uint8Array(measurements.samples.count).fill(1).fill(6, 3000, 4000);
    const figures = costOf(
      {...measurements, samples: {...measurements.samples, arrived} as typeof measurements.samples},
      {...aSpec().build(), cost: {prices: PRICES, incidentsPerMonth: 4, usage: 'auto' as const}},
    );
    const [repeat] = figures.experiments[0]!.repeats;
    expect(part(repeat!, 'usage', 'retries')).toEqual({coreSeconds: expect.closeTo(5), count: 5000});
    expect(part(repeat!, 'usage', 'failed')).toEqual({coreSeconds: expect.closeTo(0), count: 1000});
    expect(repeat!.excess.usage!.above * HOUR).toBeCloseTo(5);
  });
});

describe('the causes of an excess by request', () => {
  const settled = {...lasting, spans: {...lasting.spans, settle: {from: at(50), to: at(75)}}};

  it('are an autoscaler’s pods for as long as they are kept', () => {
    const usage = someUsage({}, {from: 35, to: 66}, {from: 35, to: 67});
    const pods = someLives({}, {from: 35, leaving: 64}, {from: 35, leaving: 64});
    const repeat = repeatOf({usage, pods, repeats: [settled]});
    expect(part(repeat, 'request', 'added pods')).toEqual({coreSeconds: expect.closeTo(0.2 * (31 + 32)), count: 2});
    expect(part(repeat, 'request', 'overlap').coreSeconds).toBe(0);
    expect(repeat.causes.request?.keptSeconds).toBeCloseTo(27);
    expect(repeat.excess.request).toMatchObject({isOver: true, seconds: expect.closeTo(37)});
  });

  it('are pods that hold on beside their replacements', () => {
    const usage = someUsage({to: 38}, {from: 31});
    const repeat = repeatOf({usage, pods: someLives({leaving: 30}, {from: 30.5})});
    expect(part(repeat, 'request', 'overlap')).toEqual({coreSeconds: expect.closeTo(0.2 * 7), count: 1});
    expect(repeat.causes.request?.keptSeconds).toBeUndefined();
  });

  it('cost what the nodes of their own pods do', () => {
    const usage = someUsage({node: 'node-1'}, {from: 35, to: 66, node: 'node-dear'});
    const pods = someLives({}, {from: 35, leaving: 64});
    const repeat = repeatOf({usage: {...usage, nodeLabels: DEAR_NODE.nodeLabels}, pods, repeats: [settled]});
    expect(part(repeat, 'request', 'added pods').coreSeconds).toBeCloseTo(10 * 0.2 * 31);
    expect(part(repeat, 'request', 'unexplained').coreSeconds).toBeCloseTo(0);
  });

  it('are unknown where a pod belongs to no workload', () => {
    const usage = someUsage({}, {name: 'job', from: 31, to: 36});
    const repeat = repeatOf({usage, pods: someLives({}, {name: 'job', from: 31, workload: undefined})});
    expect(part(repeat, 'request', 'unexplained').coreSeconds).toBeCloseTo(1);
  });
});

describe('in any run', () => {
  const second = fc.integer({min: 26, max: 60});
  const pod: fc.Arbitrary<PodStory & {leaves: number; revision: string; startsFor: number}> = fc.record({
    from: fc.oneof(fc.constant(-30), second),
    to: fc.integer({min: 61, max: 90}),
    leaves: fc.integer({min: 40, max: 61}),
    revision: fc.constantFrom('one', 'two'),
    startsFor: fc.integer({min: 0, max: 12}),
    node: fc.constantFrom('node-1', 'node-dear'),
    cores: fc.integer({min: 1, max: 9}).map(seed => (time: number) => ((time * seed) % 7) / 10 + 0.01),
  });

  it('the causes add up to the excess, and what was saved to what was below', () => {
    fc.assert(
      fc.property(fc.array(pod, {minLength: 1, maxLength: 4}), fc.constantFrom('cpu', 'podKill'), (stories, kind) => {
        const named = stories.map((story, index) => ({...story, name: `pod-${index}`}));
        const usage = {...someUsage({node: 'node-1'}, ...named), nodeLabels: DEAR_NODE.nodeLabels};
        const pods = someLives(
          {},
          ...named.map(({name, from = 0, leaves, revision, startsFor}) => ({
            name,
            from,
            leaving: Math.max(leaves, from),
            revision,
            startUps: [[from, from + startsFor]] as [number, number][],
          })),
        );
        const answer = (time: number, index: number) =>
          time > 30 && index % 3 === 0 ? ('status' as const) : undefined;
        const {excess, causes} = repeatOf({usage, pods, answer}, kind as 'cpu' | 'podKill');
        for (const basis of ['usage', 'request'] as const) {
          const sum = causes[basis]!.parts.reduce((all, {dollars}) => all + dollars, 0);
          expect(sum).toBeCloseTo(excess[basis]!.above, 9);
          expect(causes[basis]!.saved).toBeCloseTo(excess[basis]!.below, 9);
        }
      }),
      {numRuns: 40},
    );
  });
});
