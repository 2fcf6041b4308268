import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {analyse} from '../../../src/analysis/analyse.js';
import {costOf} from '../../../src/cost/cost-figures.js';
import {judge} from '../../../src/gate/judge.js';
import {withLives} from '../../../src/measure/usage/lives.js';
import type {UsageRecord} from '../../../src/measure/usage/usage.js';
import {aRepeat} from '../../builders/a-repeat.js';
import {aSpec} from '../../builders/a-spec.js';
import {aWorkloadTimeline} from '../../builders/a-workload-timeline.js';
import {type MeasurementsStory, someMeasurements} from '../../builders/some-measurements.js';
import {at, healthy} from '../../builders/some-samples.js';
import {noUsage, someUsage} from '../../builders/some-usage.js';

interface Way {
  way: string;
  must: string;
  story: MeasurementsStory;
  /** What the run's first reason says. */
  says: string;
  verdict?: 'fail';
  baseline?: {from: number; to: number};
}

const inFault = (second: number): boolean => second >= 30 && second < 40;
const COST = 'cost.hourly.usage <= $1/h during fault';
/** A container whose counter began anew after seconds in which it was not read. */
const reset = {
  ...someUsage(),
  containers: [
    ...someUsage({to: 33}).containers.map(container => ({...container, endedAt: at(37)})),
    ...someUsage({from: 37}).containers,
  ],
};

/** Two pods run; from second 20 on the source tells of one of them alone. */
function halfTold(): UsageRecord {
  const usage = someUsage({}, {isRead: second => second < 20});
  const containers = usage.containers.map(one => ({...one, endedAt: one.samples.at(-1)!.at}));
  const runs = [{container: 'app', from: at(-30), to: undefined}];
  const reservations = usage.reservations.map(pod => ({...pod, to: undefined, runs}));
  return {...usage, reservations, containers: withLives(containers, reservations, 'kubelet')};
}

const WAYS: Way[] = [
  {
    way: 'no pods',
    must: 'recovery.pod <= 30s',
    story: {repeats: [aRepeat({workloads: []})]},
    says: 'no pods were watched',
  },
  {
    way: 'no pod in service before the fault',
    must: 'recovery.pod <= 30s',
    story: {repeats: [aRepeat({workloads: [aWorkloadTimeline({expected: 0})]})]},
    says: 'no pod of Deployment/checkout was in service before the fault',
  },
  {
    way: 'watch that saw nothing',
    must: 'recovery.pod <= 30s',
    story: {repeats: [aRepeat({workloads: [{...aWorkloadTimeline(), serving: []}]})]},
    says: 'the watch saw no pods of Deployment/checkout',
  },
  {
    way: 'watch that ended early',
    must: 'recovery.pod <= 30s',
    story: {
      repeats: [
        aRepeat({
          observedUntil: 41,
          workloads: [
            aWorkloadTimeline({
              serving: [
                [31, 0],
                [40, 1],
              ],
            }),
          ],
        }),
      ],
    },
    says: 'the observation ended before Deployment/checkout was known to have recovered',
  },
  {
    way: 'pods that came back in a gap of the watch',
    must: 'recovery <= 10s',
    story: {
      repeats: [
        aRepeat({
          workloads: [
            aWorkloadTimeline({
              serving: [
                [30.1, 0],
                [45, 1, 31],
              ],
            }),
          ],
        }),
      ],
    },
    says: 'recovery took 15 s; the limit is 10 s, but the pods came back between 1.0 s and 15.0 s: the API server could not be watched meanwhile',
  },
  {
    way: 'pods that were lost in a gap of the watch',
    must: 'recovery.pod <= 30s',
    story: {repeats: [aRepeat({workloads: [aWorkloadTimeline({serving: [[37, 0, 31]]})]})]},
    says: 'the API server could not be watched while it was decided whether the pods of Deployment/checkout were back to stay',
  },
  {
    way: 'no samples',
    must: 'errors <= 1%',
    story: {seconds: 0},
    says: 'there was no steady state to compare with: in the baseline, the load ended 20.0 s too early',
  },
  {
    way: 'load that ended early',
    must: 'errors <= 1% during fault',
    story: {seconds: 35},
    says: 'the load ended 5.0 s too early',
  },
  {
    way: 'requests never sent',
    must: 'errors <= 1% during fault',
    story: {answer: second => (inFault(second) ? 'unsent' : undefined)},
    says: '1000 requests could not be sent in time by the load generator',
  },
  {
    way: 'requests that had not ended',
    must: 'errors <= 1% during fault',
    story: {answer: second => (second >= 39 && second < 40 ? 'pending' : undefined)},
    says: '100 requests had not ended',
  },
  {
    way: 'lateness over the limit',
    must: 'latency.p95 <= 500ms during fault',
    story: {answer: second => (inFault(second) ? {outcome: 'ok', latency: 90, lateness: 80} : undefined)},
    says: 'requests left 80 ms late (p99), more than load.maxLateness of 50 ms: the machine of the load generator has too much to do',
  },
  {
    way: 'change of the lateness alone',
    must: 'latency.p95 <= +25% during fault vs baseline',
    story: {
      answer: (second, index) =>
        inFault(second) ? {outcome: 'ok', latency: healthy(index) + 20, lateness: 20} : undefined,
    },
    says: 'requests left later than in the baseline, which may be all of it',
  },
  {
    way: 'change hidden by lateness',
    must: 'latency.p95 <= +10% during fault vs baseline',
    story: {
      answer: (second, index) =>
        inFault(second)
          ? {outcome: 'ok', latency: 1.14 * healthy(index)}
          : {outcome: 'ok', latency: healthy(index) + 5, lateness: 5},
    },
    says: 'it lies between the change with and the change without what requests were late by',
  },
  {
    way: 'fault too short for a limit on coping',
    must: 'recovery.adapt <= 18s',
    story: {
      answer: second => (second >= 30 && second < 47 ? 400 : undefined),
      repeats: [aRepeat({injectedAt: 30, removedAt: 50})],
    },
    says: 'the service did not cope in the first 15 s of the fault; the limit is 18 s, but to be seen it has to hold for 5 s before the fault ends: raise `for` to 23 s',
  },
  {
    way: 'fault shorter than a steady state',
    must: 'recovery.adapt <= 2s',
    story: {repeats: [aRepeat({injectedAt: 30, removedAt: 33})]},
    says: 'recovery.adapt could not be measured: the fault was shorter than the 5 s for which a steady state has to hold: raise `for`',
  },
  {
    way: 'too few requests for a percentile',
    must: 'latency.p99.9 <= 500ms during fault',
    story: {},
    says: 'p99.9 needs 10000 requests and there were 1010; 100 s at 100 requests per second would be enough',
  },
  {
    way: 'no successful request',
    must: 'cost.perMillion.usage <= $100 during fault',
    story: {answer: second => (second >= 29 && second < 41 ? 'refused' : undefined)},
    says: 'no request succeeded',
  },
  {
    way: 'no successful request, by its latency',
    must: 'latency.p95 <= 500ms during fault',
    story: {answer: second => (second >= 29 && second < 41 ? 'refused' : undefined)},
    says: 'latency.p95 during the fault was > 5000 ms; the limit is 500 ms',
    verdict: 'fail',
  },
  {
    way: 'kubelet unreachable',
    must: COST,
    story: {usage: noUsage()},
    says: 'no usage was measured: the kubelet could not be reached',
  },
  {
    way: 'counters reset',
    must: COST,
    story: {usage: reset},
    says: 'only 60% of the usage was measured, and 90% are needed',
  },
  {
    way: 'usage not read for a while',
    must: COST,
    story: {usage: someUsage({isRead: second => second < 20 || second > 60, to: 38})},
    says: 'only 0% of the usage was measured, and 90% are needed',
  },
  {
    way: 'a running pod that is no longer told of',
    must: COST,
    story: {usage: halfTold()},
    says: 'only 50% of the usage was measured, and 90% are needed',
  },
  {
    way: 'no request of a pod',
    must: 'cost.hourly.request <= $1/h during fault',
    story: {usage: {...someUsage(), reservations: []}},
    says: 'no pod was seen on a node',
  },
  {
    way: 'baseline too short',
    must: 'recovery <= 30s',
    story: {},
    baseline: {from: at(5), to: at(5.5)},
    says: 'there was no steady state to compare with: the baseline had 50 requests, and a steady state needs 100',
  },
  {
    way: 'no healthy baseline',
    must: 'recovery <= 30s',
    story: {answer: (second, index) => (second < 25 && index % 5 === 0 ? 'status' : undefined)},
    says: "there was no steady state to compare with: 20.0% of the baseline's requests failed, more than 5%",
  },
  {
    way: 'fault not proven',
    must: 'recovery <= 30s',
    story: {repeats: [aRepeat({proof: 'none'})]},
    says: 'the fault was not proven: no effect was seen',
  },
  {
    way: 'no idle phase',
    must: 'cost.hourly.usage <= +100% vs idle',
    story: {},
    says: 'there was no idle phase',
  },
  {way: 'not run', must: 'recovery <= 30s', story: {repeats: []}, says: 'it was not run'},
];

function verdictOn({must, story, baseline}: Way) {
  const spec = aSpec()
    .withGate({must: [must]})
    .build();
  const measurements = {...someMeasurements(story), ...(baseline === undefined ? {} : {baseline})};
  return judge(analyse(measurements, costOf(measurements, spec), spec));
}

describe('no data is never a pass', () => {
  const table = readFileSync(join(process.cwd(), 'docs/verdicts.md'), 'utf8');

  it.each(WAYS)('$way', way => {
    const {verdict, reasons} = verdictOn(way);
    expect(reasons.join('\n')).toContain(way.says);
    expect(verdict).toBe(way.verdict ?? 'inconclusive');
  });

  it.each(WAYS)('is in the table of docs/verdicts.md: $way', ({way, says, verdict = 'inconclusive'}) => {
    const row = table.split('\n').find(line => line.startsWith(`| ${way} |`));
    expect(row).toContain(`| ${verdict} |`);
    expect(row).toContain(says);
  });
});
