import {findingsOfRepeat} from '../../../src/analysis/findings-of-repeat.js';
import {steadyLimits} from '../../../src/analysis/steady.js';
import {whyStop} from '../../../src/gate/why-stop.js';
import {anObjectiveFinding} from '../../builders/a-finding.js';
import {aRepeat} from '../../builders/a-repeat.js';
import {aSpec} from '../../builders/a-spec.js';
import {aWorkloadTimeline} from '../../builders/a-workload-timeline.js';
import {someMeasurements} from '../../builders/some-measurements.js';

describe('whyStop', () => {
  it.each([
    ['recovery <= 30s', {value: 31.2}, 'recovery 31.2 s > 30 s'],
    ['recovery < 30s', {value: 30}, 'recovery 30 s >= 30 s'],
    ['recovery <= 30s', {value: 60, bound: '>' as const}, 'recovery > 60 s, the limit is 30 s'],
    ['restarts <= 0', {value: 2}, 'restarts 2 > 0'],
  ])('%s with %j stops', (text, found, why) => {
    expect(whyStop([anObjectiveFinding('recovery <= 99s', {value: 1}), anObjectiveFinding(text, found)])).toBe(why);
  });

  it('goes on where all is kept, or nothing is known', () => {
    expect(whyStop([])).toBeUndefined();
    expect(whyStop([anObjectiveFinding('recovery <= 30s', {value: 30})])).toBeUndefined();
    expect(
      whyStop([anObjectiveFinding('recovery <= 30s', {value: null, missing: ['no pods were watched']})]),
    ).toBeUndefined();
  });
});

describe('what a repeat alone decides', () => {
  /** Pods that were back 8 s after the injection. */
  const slow = aRepeat({
    workloads: [
      aWorkloadTimeline({
        serving: [
          [30.1, 0],
          [38, 1],
        ],
      }),
    ],
  });

  const stop = (gate: {must?: string[]; should?: string[]}, repeat = slow) => {
    const spec = aSpec().withGate(gate).build();
    const {samples, baseline} = someMeasurements();
    const limits = steadyLimits(samples, baseline, spec);
    return whyStop(findingsOfRepeat(repeat, spec.experiments[0]!, {samples, baseline, limits, spec}));
  };

  it('is a must on what the slowest repeat is judged by', () => {
    expect(stop({must: ['recovery <= 5s']})).toBe('recovery 8 s > 5 s');
    expect(stop({must: ['recovery.pod <= 5s']})).toBe('recovery.pod 8 s > 5 s');
    expect(stop({must: ['recovery <= 10s']})).toBeUndefined();
  });

  it('is never a should, nor what all repeats are pooled for', () => {
    expect(stop({should: ['recovery <= 5s']})).toBeUndefined();
    expect(stop({must: ['latency.p95 <= 1ms', 'errors <= 0%', 'latency.p95 <= +1% vs baseline']})).toBeUndefined();
  });

  it('is nothing where the fault was not proven', () => {
    expect(stop({must: ['recovery <= 5s']}, {...slow, inconclusive: ['the fault was not proven']})).toBeUndefined();
  });
});
