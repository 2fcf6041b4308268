import {analyse} from '../../../src/analysis/analyse.js';
import {costOf} from '../../../src/cost/cost-figures.js';
import {judge} from '../../../src/gate/judge.js';
import {aRepeat} from '../../builders/a-repeat.js';
import {aSpec} from '../../builders/a-spec.js';
import {aWorkloadTimeline, type WorkloadStory} from '../../builders/a-workload-timeline.js';
import {type MeasurementsStory, someMeasurements} from '../../builders/some-measurements.js';

interface Case {
  answer: NonNullable<MeasurementsStory['answer']>;
  /** A pod that stays in service where nothing is said. */
  pods?: WorkloadStory;
}

const between = (second: number, from: number, to: number): boolean => second >= from && second < to;

/** The fault is at second 30, its deadline at 50; recovery must come by then, and errors stay below 1 %. */
function verdictOf({answer, pods = {}}: Case) {
  const measurements = someMeasurements({answer, repeats: [aRepeat({workloads: [aWorkloadTimeline(pods)]})]});
  const spec = aSpec()
    .withGate({must: ['recovery <= 20s', 'recovery.service <= 20s', 'errors <= 1%', 'latency.p95 <= 500ms']})
    .build();
  const {objectives} = judge(analyse(measurements, costOf(measurements, spec), spec));
  return Object.fromEntries(
    objectives.map(({objective, verdict, finding: {value, bound}}) => [
      objective.metric,
      `${verdict} ${bound === '>' ? '> ' : ''}${value === null ? 'null' : Number(value.toFixed(2))}`,
    ]),
  );
}

describe('the right answer', () => {
  it('to flapping is the end of the last outage, not the first good moment', () => {
    const answer = (second: number) =>
      between(second, 30, 42) && Math.floor(second) % 4 < 2 ? ('refused' as const) : undefined;
    expect(verdictOf({answer})).toMatchObject({'recovery.service': 'pass 12', errors: expect.stringMatching(/^fail/)});
  });

  it('to pods that flap is when they stay', () => {
    const pods: WorkloadStory = {
      serving: [
        [30, 0],
        [33, 1],
        [36, 0],
        [44, 1],
      ],
    };
    expect(verdictOf({answer: () => undefined, pods})).toMatchObject({
      recovery: 'pass 14',
      'recovery.service': 'pass 0',
    });
  });

  it('to a partial outage, where one of two pods answers, is no recovery until both do', () => {
    const answer = (second: number, index: number) =>
      between(second, 30, 39) && index % 2 === 0 ? ('refused' as const) : undefined;
    const pods: WorkloadStory = {
      expected: 2,
      serving: [
        [30, 1],
        [39, 2],
      ],
    };
    expect(verdictOf({answer, pods})).toMatchObject({
      recovery: 'pass 9',
      'recovery.service': 'pass 8.89', // the last 5 failures of the next 500 requests are within the 1 % allowed
      errors: expect.stringMatching(/^fail 4\d/),
      'latency.p95': 'fail > 5000',
    });
  });

  it('to failing fast is a failure, however quick the answers are', () => {
    const answer = (second: number) =>
      second >= 30 ? {outcome: 'status' as const, status: 503, latency: 1} : undefined;
    expect(verdictOf({answer})).toEqual({
      recovery: 'fail > 20',
      'recovery.service': 'fail > 20',
      errors: 'fail 99.5',
      'latency.p95': 'fail > 5000',
    });
  });

  it('to a recovery just at the deadline is a pass, and just after it never', () => {
    const until = (end: number): Case => ({answer: second => (between(second, 30, end) ? 'refused' : undefined)});
    expect(verdictOf(until(50))).toMatchObject({'recovery.service': 'pass 20'});
    expect(verdictOf(until(50.1))).toMatchObject({'recovery.service': 'fail > 20', recovery: 'fail > 20'});
  });

  it('to a recovery that never comes is beyond the deadline, whatever came back before', () => {
    const answer = (second: number) => (second >= 30 ? ('timeout' as const) : undefined);
    expect(verdictOf({answer})).toMatchObject({recovery: 'fail > 20', 'recovery.service': 'fail > 20'});
    expect(verdictOf({answer: () => undefined, pods: {serving: [[30, 0]]}})).toMatchObject({
      recovery: 'fail > 20',
      'recovery.service': 'pass 0',
    });
  });
});
