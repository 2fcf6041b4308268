import fc from 'fast-check';
import {intendedAt} from '../../../src/analysis/schedule.js';
import {findServiceRecovery} from '../../../src/analysis/service-recovery.js';
import {type SteadyLimits, windowLength, windowSize} from '../../../src/analysis/steady.js';
import type {Samples} from '../../../src/load/samples.js';
import {someLimits} from '../../builders/some-limits.js';
import {type Answer, at, healthy, START, someSamples} from '../../builders/some-samples.js';

interface Story {
  rate?: number;
  seconds?: number;
  until?: number;
  limits?: SteadyLimits;
}

/** The fault is at second 30. */
function recoverySeconds(answer: (second: number, index: number) => Answer, story: Story = {}) {
  const {rate = 100, seconds = 60, until = 60, limits = someLimits()} = story;
  const found = findServiceRecovery(someSamples({rate, seconds, answer}), {from: at(30), to: at(until)}, limits);
  return found.at === undefined ? found.state : Number(((found.at - at(30)) / 1000).toFixed(3));
}

const within = (second: number, from: number, to: number) => second >= from && second < to;

describe('the recovery of the service', () => {
  it('is at once when the fault changed nothing', () => {
    expect(recoverySeconds((_, index) => healthy(index))).toBe(0);
  });

  it('takes as long as the outage of a service with one replica', () => {
    // Five late failures of 500 requests are within the point of errors that is allowed.
    expect(recoverySeconds((second, index) => (within(second, 30, 33) ? 'refused' : healthy(index)))).toBe(3);
  });

  it('begins with a success, not with the last failures that would be tolerated', () => {
    expect(recoverySeconds(second => (within(second, 30, 30.04) ? 'refused' : 10))).toBe(0.04);
  });

  it('is not reached while half of the requests fail', () => {
    const answer = (second: number, index: number) => (within(second, 30, 38) && index % 2 === 0 ? 'reset' : 10);
    expect(recoverySeconds(answer)).toBeCloseTo(8, 0);
  });

  it('is not reached between the outages of a service that flaps', () => {
    const answer = (second: number) => (within(second, 30, 42) && Math.floor(second) % 4 < 2 ? 'refused' : 10);
    expect(recoverySeconds(answer)).toBe(12);
  });

  it('is not reached by failing fast', () => {
    expect(recoverySeconds(second => (second >= 30 ? {outcome: 'status', status: 503, latency: 1} : 10))).toBe('none');
  });

  it('counts latency alone, too', () => {
    expect(recoverySeconds(second => (within(second, 30, 37) ? 400 : 10))).toBeCloseTo(7 - 0.25, 1);
  });

  it('has a longer window at a low rate', () => {
    const answer = (second: number) => (within(second, 30, 32) || within(second, 39, 40) ? 'refused' : 10);
    expect(recoverySeconds(answer, {rate: 10})).toBe(10);
    expect(recoverySeconds(answer, {rate: 100})).toBe(2);
  });

  it('counts when its window ends with the span, and not when that ends later', () => {
    const answer = (second: number) => (within(second, 30, 50) ? 'refused' : 10);
    expect(recoverySeconds(answer, {until: 55})).toBe(20);
    expect(recoverySeconds(answer, {until: 54.9})).toBe('none');
  });

  it('never comes when the service stays down', () => {
    expect(recoverySeconds(second => (second >= 30 ? 'timeout' : 10))).toBe('none');
  });

  it('is pending while requests that decide it are under way', () => {
    expect(recoverySeconds(second => (second >= 34 ? 'pending' : 10))).toBe('pending');
    expect(recoverySeconds(second => (second >= 35 ? 'pending' : 10))).toBe(0);
  });

  it('is pending when the load ended too early', () => {
    expect(recoverySeconds(() => 10, {seconds: 33})).toBe('pending');
    expect(recoverySeconds(() => 10, {seconds: 20})).toBe('pending');
    expect(recoverySeconds(() => 10, {seconds: 0})).toBe('pending');
  });

  it("can't be judged where requests that could show it were not sent", () => {
    expect(recoverySeconds(second => (within(second, 32, 33) ? 'unsent' : 10))).toBe('unjudgeable');
  });

  it('is judged where unsent requests would not matter', () => {
    const answer = (second: number, index: number): Answer => {
      if (!within(second, 30, 40)) return 10;
      return index % 10 === 0 ? 'unsent' : 'refused';
    };
    expect(recoverySeconds(answer)).toBe(10);
    expect(recoverySeconds(second => (second >= 30 ? (second < 31 ? 'unsent' : 'refused') : 10))).toBe('none');
  });

  it('is what the definition says, for any load', () => {
    const outcome = fc.constantFrom<Answer>(10, 10, 10, 10, 10, 10, 10, 10, 200, 'reset');
    const limits = fc.record({
      maxErrorRate: fc.constantFrom(0, 5, 10),
      forMs: fc.integer({min: 100, max: 900}),
      requests: fc.integer({min: 1, max: 20}),
    });
    fc.assert(
      fc.property(fc.array(outcome, {maxLength: 80}), limits, fc.constantFrom(7, 10, 30), (answers, changes, rate) => {
        const samples = someSamples({rate, seconds: answers.length / rate, answer: (_, index) => answers[index]!});
        const span = {from: START + 130, to: START + (1000 * answers.length) / rate};
        const allLimits = someLimits(changes);
        const found = findServiceRecovery(samples, span, allLimits);
        expect(found.at).toBe(byDefinition(samples, span, allLimits));
      }),
      {numRuns: 500},
    );
  });
});

/** Word for word from the definition, without any care for speed. */
function byDefinition(samples: Samples, span: {from: number; to: number}, limits: SteadyLimits): number | undefined {
  const size = windowSize(samples, limits);
  for (let start = 0; start < samples.count; start++) {
    const from = intendedAt(samples, start);
    if (from < span.from || from + windowLength(samples, limits) > span.to + 1e-6) continue;
    const window = Array.from({length: size}, (_, offset) => start + offset);
    const latencies = window
      .map(index => (samples.outcome[index] === 1 ? samples.latency[index]! : Number.POSITIVE_INFINITY))
      .sort((a, b) => a - b);
    const failures = latencies.filter(latency => latency === Number.POSITIVE_INFINITY).length;
    const p95 = latencies[Math.ceil(0.95 * size - 1e-9) - 1]!;
    const isSteady = (100 * failures) / size <= limits.maxErrorRate && p95 <= limits.maxP95Ms;
    if (samples.outcome[start] === 1 && isSteady) return from;
  }
  return undefined;
}
