import type {ExperimentAnalysis} from '../../../src/analysis/analyse-experiment.js';
import type {Run} from '../../../src/analysis/analyse-repeat.js';
import type {ObjectiveFinding} from '../../../src/analysis/finding.js';
import {measureMetric} from '../../../src/analysis/measure-metric.js';
import {seededRandom} from '../../../src/analysis/random.js';
import {changeFromBaseline, withComparisons} from '../../../src/analysis/relative.js';
import {tallyOnce} from '../../../src/analysis/tally.js';
import {decide} from '../../../src/gate/decide.js';
import {readObjective} from '../../../src/spec/grammar.js';
import type {Objective} from '../../../src/spec/objective.js';
import {type Answer, at, someSamples} from '../../builders/some-samples.js';

/** The change of the p95 from seconds 0 to 30 to a fault from 40 to 70, at 50 requests a second. */
function judged(answer: (second: number) => Answer): ObjectiveFinding {
  const objective = readObjective('latency.p95 <= +10% vs baseline during fault') as Objective;
  const samples = someSamples({rate: 50, seconds: 70, answer});
  const fault = {from: at(40), to: at(70)};
  const run = {
    samples,
    baseline: {from: at(0), to: at(30)},
    tally: tallyOnce(samples),
    spec: {load: {maxLateness: 50}},
  } as Run;
  const repeats = [{measured: {repeat: 1, spans: {fault}}, excluded: [], impact: fault}];
  const experiment = {name: 'generated', repeats, inconclusive: []} as unknown as ExperimentAnalysis;
  const read = (phase: 'fault' | 'baseline') => measureMetric({metric: objective.metric, phase}, experiment, run);
  const finding = read('fault');
  const change = changeFromBaseline(objective, {phase: finding, baseline: read('baseline')}, experiment, {
    run,
    seed: 1,
  });
  if (typeof change === 'string') throw new Error(change);
  return withComparisons([{objective, level: 'must', experiment: 'generated', finding, change}])[0]!;
}

const changeOfP95 = (answer: (second: number) => Answer) => judged(answer).comparison!;

/** A success that was sent `lateness` ms late, and took a service of some 20 ms `factor` times as long as usual. */
function served(random: () => number, {lateness, factor, spread = 0.4}: Service): Answer {
  return {outcome: 'ok', lateness, latency: lateness + factor * 20 * Math.exp(spread * (random() + random() - 1))};
}

interface Service {
  lateness: number;
  factor: number;
  /** Of the logarithm of a latency; half of its range. */
  spread?: number;
}

/** A service that hardly varies, as late and as slow as told in the baseline, and then in the fault. */
function steady(baseline: Omit<Service, 'spread'>, fault: Omit<Service, 'spread'>): (second: number) => Answer {
  const random = seededRandom(3);
  return second => served(random, {...(second < 40 ? baseline : fault), spread: 0.1});
}

describe('a change of the latency', () => {
  it('is none of the service where the generator was as much later', () => {
    const random = seededRandom(3);
    const {estimate, lower, onlyByLateness} = changeOfP95(second =>
      served(random, {lateness: second < 40 ? 0.5 : 12, factor: 1}),
    );
    expect(estimate).toBeGreaterThan(30);
    expect(lower).toBeLessThan(10);
    expect(onlyByLateness).toBe(true);
  });

  it('is not hidden by a generator that was late in the baseline', () => {
    const random = seededRandom(3);
    const {estimate, upper} = changeOfP95(second =>
      served(random, second < 40 ? {lateness: 10, factor: 1} : {lateness: 0.5, factor: 1.35}),
    );
    expect(estimate).toBeLessThan(10);
    expect(upper).toBeGreaterThan(30);
  });

  it('is one of the service where that was slower by itself', () => {
    const random = seededRandom(3);
    const slower = (second: number) =>
      served(random, second < 40 ? {lateness: 0.5, factor: 1} : {lateness: 2, factor: 1.6});
    const {lower, onlyByLateness} = changeOfP95(slower);
    expect(lower).toBeGreaterThan(10);
    expect(onlyByLateness).toBeUndefined();
  });
});

describe('an objective on the change of the latency', () => {
  const hidden = steady({lateness: 1.5, factor: 1}, {lateness: 0.3, factor: 1.13});

  it('is not kept where it is beyond the limit from when requests were really sent', () => {
    const one = judged(hidden);
    const {estimate, worstEstimate, lower, upper} = one.comparison!;
    expect(estimate).toBeLessThan(8);
    expect(upper - lower).toBeLessThan(10);
    expect(worstEstimate).toBeGreaterThan(12);
    expect(decide(one)).toBe('unknown');
  });

  it('is kept where both ways to count are within the limit', () => {
    const one = judged(steady({lateness: 1, factor: 1}, {lateness: 0.3, factor: 1.04}));
    expect(one.comparison!.worstEstimate).toBeGreaterThan(one.comparison!.estimate);
    expect(decide(one)).toBe('kept');
  });

  it('promises no length where the limit lies between the two ways to count', () => {
    expect(changeOfP95(hidden)).toMatchObject({splitByLateness: true});
    expect(changeOfP95(hidden).decidedBy).toBeUndefined();
    const later = changeOfP95(steady({lateness: 0.3, factor: 1}, {lateness: 2, factor: 1.06}));
    expect(later.decidedBy).toBeUndefined();
  });

  it('promises a length that leaves the two ways to count as far apart as they are', () => {
    const random = seededRandom(3);
    const {estimate, worstEstimate, lower, upper, decidedBy} = changeOfP95(second =>
      served(random, second < 40 ? {lateness: 1.5, factor: 1} : {lateness: 0.1, factor: 1.09}),
    );
    const apart = worstEstimate! - estimate;
    expect(apart).toBeGreaterThan(5);
    expect(decidedBy).toBe(Math.ceil(30 * ((upper - lower - apart) / (10 - apart)) ** 2));
  });

  it('promises a length where all of the interval would be within the limit', () => {
    const random = seededRandom(3);
    const {upper, worstEstimate, decidedBy} = changeOfP95(second =>
      served(random, second < 40 ? {lateness: 9, factor: 1} : {lateness: 0.1, factor: 1.08}),
    );
    expect(upper).toBeGreaterThan(10);
    expect(decidedBy).toBe(Math.ceil(30 * ((upper - worstEstimate!) / (10 - worstEstimate!)) ** 2));
  });
});
