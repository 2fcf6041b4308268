import {decide} from '../../../src/gate/decide.js';
import {anObjectiveFinding} from '../../builders/a-finding.js';

type Found = Parameters<typeof anObjectiveFinding>[1];

function decision(text: string, found: Found) {
  return decide(anObjectiveFinding(text, found));
}

describe('an absolute limit', () => {
  it.each<[string, number, string]>([
    ['recovery <= 30s', 30, 'kept'],
    ['recovery <= 30s', 30.001, 'breached'],
    ['recovery < 30s', 30, 'breached'],
    ['recovery < 30s', 29.9, 'kept'],
    ['availability >= 99.9%', 99.9, 'kept'],
    ['availability >= 99.9%', 99.89, 'breached'],
    ['availability >= 99.7%', 100 - 0.3, 'kept'],
    ['throughput > 50/s', 50, 'breached'],
    ['throughput > 50/s', 50.1, 'kept'],
  ])('%s with %d is %s', (text, value, expected) => {
    expect(decision(text, {value})).toBe(expected);
  });

  it('is breached by a percentile beyond it, and unknown beyond less than it', () => {
    expect(decision('latency.p95 <= 5000ms', {value: 5000, bound: '>'})).toBe('breached');
    expect(decision('latency.p95 <= 500ms', {value: 5000, bound: '>'})).toBe('breached');
    expect(decision('latency.p95 <= 10000ms', {value: 5000, bound: '>'})).toBe('unknown');
  });

  it('from below is kept by what lies beyond it', () => {
    expect(decision('latency.p95 >= 500ms', {value: 5000, bound: '>'})).toBe('kept');
    expect(decision('latency.p95 >= 9000ms', {value: 5000, bound: '>'})).toBe('unknown');
  });

  it('is always breached by a recovery that never came, however patient the limit', () => {
    expect(decision('recovery <= 90s', {value: 60, bound: '>'})).toBe('breached');
    expect(decision('recovery.adapt <= 90s', {value: 60, bound: '>'})).toBe('breached');
  });

  it('is breached by a service that did not cope only as far as that could be seen', () => {
    const found = {value: 15, bound: '>', hold: 5} as const;
    expect(decision('recovery.adapt <= 15s', found)).toBe('breached');
    expect(decision('recovery.adapt <= 15.1s', found)).toBe('unknown');
  });

  it('is unknown where it lies between what a recovery took at least and at most', () => {
    expect(decision('recovery <= 10s', {value: 15, earliest: 1})).toBe('unknown');
    expect(decision('recovery <= 15s', {value: 15, earliest: 1})).toBe('kept');
    expect(decision('recovery <= 0.5s', {value: 15, earliest: 1})).toBe('breached');
    expect(decision('recovery >= 10s', {value: 15, earliest: 1})).toBe('unknown');
  });

  it('is not kept by missing data', () => {
    expect(decision('errors <= 1%', {value: null})).toBe('unknown');
    expect(decision('errors <= 1%', {value: 0, missing: ['repeat 2: the fault was not proven']})).toBe('unknown');
  });

  it('is breached by what was seen, whatever is missing besides', () => {
    expect(decision('errors <= 1%', {value: 5, missing: ['repeat 2: the fault was not proven']})).toBe('breached');
  });
});

describe('a relative limit', () => {
  const text = 'latency.p95 <= +25% vs baseline';

  it('is breached when even the lower bound is beyond it', () => {
    expect(decision(text, {value: 140, comparison: {estimate: 40, lower: 26, upper: 55}})).toBe('breached');
  });

  it('is kept when the estimate is within it and the interval is no wider than it', () => {
    expect(decision(text, {value: 120, comparison: {estimate: 20, lower: 8, upper: 32}})).toBe('kept');
  });

  it('is unknown when the interval is wider', () => {
    expect(decision(text, {value: 120, comparison: {estimate: 20, lower: 0, upper: 40}})).toBe('unknown');
  });

  it('is kept by any interval that lies within it', () => {
    expect(decision(text, {value: 50, comparison: {estimate: -50, lower: -90, upper: -10}})).toBe('kept');
  });

  it('is unknown when the estimate is beyond it and the lower bound is not', () => {
    expect(decision(text, {value: 130, comparison: {estimate: 30, lower: 20, upper: 40}})).toBe('unknown');
  });

  it('is not kept where another way to count is beyond it', () => {
    const comparison = {estimate: 20, lower: 19, upper: 29};
    expect(decision(text, {value: 120, comparison: {...comparison, worstEstimate: 25}})).toBe('kept');
    expect(decision(text, {value: 120, comparison: {...comparison, worstEstimate: 28}})).toBe('unknown');
  });

  it('from below is judged by the upper bound', () => {
    const throughput = 'throughput >= -10% vs baseline';
    expect(decision(throughput, {comparison: {estimate: -20, lower: -25, upper: -15}})).toBe('breached');
    expect(decision(throughput, {comparison: {estimate: -5, lower: -9, upper: -1}})).toBe('kept');
    expect(decision(throughput, {comparison: {estimate: -12, lower: -20, upper: -4}})).toBe('unknown');
  });

  it('is unknown without a comparison, and where the value is only a bound within it', () => {
    expect(decision(text, {value: 120})).toBe('unknown');
    expect(decision(text, {value: 120, bound: '>', comparison: {estimate: 20, lower: 20, upper: 20}})).toBe('unknown');
    expect(decision(text, {value: null, comparison: {estimate: 20, lower: 20, upper: 20}})).toBe('unknown');
  });

  it('is not kept while repeats are missing', () => {
    const comparison = {estimate: 20, lower: 18, upper: 22};
    expect(decision(text, {value: 120, comparison, missing: ['repeat 1: no steady state']})).toBe('unknown');
  });

  it('of nothing is kept by no change at all', () => {
    expect(decision('errors <= +0pp vs baseline', {comparison: {estimate: 0, lower: 0, upper: 0}})).toBe('kept');
    expect(decision('errors <= +0pp vs baseline', {comparison: {estimate: 0, lower: -1, upper: 1}})).toBe('unknown');
  });
});
