import {analyse, type Findings} from '../../../src/analysis/analyse.js';
import {causesSentences} from '../../../src/analysis/causes-sentences.js';
import {costOf} from '../../../src/cost/cost-figures.js';
import {aRepeat} from '../../builders/a-repeat.js';
import {aSpec} from '../../builders/a-spec.js';
import {someLives} from '../../builders/some-lives.js';
import {type MeasurementsStory, someMeasurements} from '../../builders/some-measurements.js';
import {someUsage} from '../../builders/some-usage.js';

const lasting = aRepeat({injectedAt: 30, removedAt: 40, observedUntil: 60});

function findingsOf(story: MeasurementsStory): Findings {
  const spec = {...aSpec().build(), cost: {prices: {cpu: 1, memory: 0}, incidentsPerMonth: 4, usage: 'auto' as const}};
  const measurements = someMeasurements({repeats: [lasting], ...story});
  return analyse(measurements, costOf(measurements, spec), spec);
}

describe('the causes in the summary', () => {
  it('name the largest, with how many and for how long', () => {
    const usage = someUsage({}, {cores: () => 0.01, from: 35, to: 51});
    const {cost} = findingsOf({usage, pods: someLives({}, {from: 35, leaving: 50})});
    const [{causes}] = cost.experiments as [(typeof cost.experiments)[number]];
    expect(causes.request).toEqual([
      {cause: 'added pods', dollars: expect.closeTo((16 * 0.2) / 3600, 8), share: 1, count: 1},
      {cause: 'overlap', dollars: 0, share: 0, count: 0},
      {cause: 'unexplained', dollars: 0, share: 0, count: null},
    ]);
    expect(causes.sentences[0]).toMatch(
      /^100 % of the excess by request comes from added pods: up to 1 more pod, kept until 11 s after the fault. .*stabilizationWindowSeconds/,
    );
  });

  it('are the means of the repeats that are judged', () => {
    const repeats = [
      aRepeat({repeat: 1, injectedAt: 30, removedAt: 35, observedUntil: 45}),
      aRepeat({repeat: 2, injectedAt: 50, removedAt: 55, observedUntil: 65}),
      aRepeat({repeat: 3, injectedAt: 70, removedAt: 75, observedUntil: 79, proof: 'none'}),
    ];
    const usage = someUsage({}, {from: 31, to: 41}, {from: 51, to: 53}, {from: 71, to: 78});
    const pods = someLives({}, {from: 31, leaving: 40}, {from: 51, leaving: 52}, {from: 71, leaving: 77});
    const [experiment] = findingsOf({usage, repeats, pods, seconds: 90}).cost.experiments;
    expect(experiment?.causes.request?.[0]).toMatchObject({dollars: expect.closeTo((6 * 0.2) / 3600, 8), count: 1});
    const sum = experiment?.causes.request?.reduce((all, {dollars}) => all + dollars, 0);
    expect(sum).toBeCloseTo(experiment!.request.excess!.above, 9);
  });

  it('are not there where no repeat is judged', () => {
    const [experiment] = findingsOf({repeats: [aRepeat({removedAt: 40, proof: 'none'})]}).cost.experiments;
    expect(experiment?.causes).toEqual({usage: null, request: null, sentences: []});
  });

  it('have no sentence where nothing costs more', () => {
    expect(findingsOf({}).cost.experiments[0]?.causes.sentences).toEqual([]);
  });

  it('say why failed requests have no price', () => {
    const answer = (second: number) => (second >= 30 && second < 40 ? ('status' as const) : undefined);
    expect(findingsOf({answer}).cost.notes).toContain(
      'in pod-kill, retries and failed requests have no price, since no idle phase was taken (phases.idle): what they cost is in unexplained',
    );
    expect(findingsOf({}).cost.notes.join()).not.toContain('have no price');
  });

  it('stand beside the idle reserve', () => {
    expect(findingsOf({}).cost.idleReserve).toBeCloseTo(0.1);
  });
});

describe('the sentence about causes', () => {
  const part = (cause: never, dollars: number, count = 2) => ({cause, dollars, share: dollars, count});
  const sentence = (cause: string, noise = 0) =>
    causesSentences(
      {usage: [part(cause as never, 0.8), part('unexplained' as never, 0.2)], request: null},
      {noise: {usage: noise, request: 0}, keptSeconds: 75},
    );

  it.each([
    ['start-up', /^80 % of the excess by usage comes from 2 starts of pods, until they were ready/],
    ['retries', /2 extra attempts: .* retry budget/],
    ['failed', /work on 2 requests that failed/],
    ['injected', /the fault itself/],
    ['added pods', /up to 2 more pods, kept until 75 s after the fault/],
    ['overlap', /2 replaced pods .* terminationGracePeriodSeconds/],
    ['unexplained', /what no cause accounts for/],
  ])('says what to change about %s', (cause, expected) => {
    expect(sentence(cause)).toEqual([expect.stringMatching(expected)]);
  });

  it('is not there where there is only noise', () => {
    expect(sentence('retries', 1)).toEqual([]);
  });
});
