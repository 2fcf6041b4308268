import {formatDuration, readDuration} from '../../spec/duration.js';
import {runsPerMonth} from './cron.js';
import {type Exact, exact, over, smaller, times, toNumber, ZERO} from './exact.js';
import type {Gap} from './gap.js';
import {plural} from './replicas.js';
import {countIn, recordIn, textIn, type Written} from './written.js';

/** How many pods of a Job there are on average over a month, or why that can't be known. */
export type JobPods = {pods: Exact; amount: string} | {gap: Gap};

/** Says how long a run of a Job or CronJob takes, as `10m`; without it, the active deadline counts, which is the most it can take. */
const TAKES_ANNOTATION = 'chaos-cost-gate/takes';

const MONTH_S = exact(730 * 3600);

/** A Job is counted as one run. */
export function jobPods(job: Written): JobPods {
  const spec = recordIn(job, 'spec');
  if (spec.suspend === true) return {pods: ZERO, amount: 'suspended'};
  const run = runOf(job, spec);
  if (run === undefined) return {gap: noDuration()};
  return {pods: podsFor(run, exact(1)), amount: `one run of ${run.text}`};
}

/** A CronJob's runs in a month of 730 hours × how long one takes. */
export function cronJobPods(cronJob: Written): JobPods {
  const spec = recordIn(cronJob, 'spec');
  if (spec.suspend === true) return {pods: ZERO, amount: 'suspended'};
  const schedule = textIn(spec, 'schedule') ?? '';
  const runs = runsPerMonth(schedule);
  if (runs === undefined)
    return {gap: {what: 'its runs', why: `the schedule "${schedule}" can’t be read`, kind: 'unknown'}};
  const run = runOf(cronJob, recordIn(spec, 'jobTemplate', 'spec'));
  if (run === undefined) return {gap: noDuration()};
  const overlaps = (textIn(spec, 'concurrencyPolicy') ?? 'Allow') === 'Allow';
  const pods = podsFor(run, runs);
  const count = Number(toNumber(runs).toFixed(1));
  return {
    pods: overlaps ? pods : smaller(pods, exact(run.parallel)),
    amount: `${count} runs of ${run.text}`,
  };
}

interface Run {
  seconds: Exact;
  parallel: number;
  text: string;
}

function runOf(owner: Written, spec: Written): Run | undefined {
  const parallel = Math.min(
    countIn(spec, 'parallelism') ?? 1,
    countIn(spec, 'completions') ?? Number.POSITIVE_INFINITY,
  );
  const beside = parallel === 1 ? '' : ` with ${plural(parallel, 'pod')}`;
  const stated = textIn(recordIn(owner, 'metadata', 'annotations'), TAKES_ANNOTATION);
  const ms = stated === undefined ? undefined : readDuration(stated);
  if (ms !== undefined) return {seconds: over(exact(ms), exact(1000)), parallel, text: `${stated}${beside}`};
  const deadline = countIn(spec, 'activeDeadlineSeconds');
  if (deadline === undefined) return undefined;
  return {seconds: exact(deadline), parallel, text: `at most ${formatDuration(deadline * 1000)}${beside}`};
}

function podsFor({seconds, parallel}: Run, runs: Exact): Exact {
  return over(times(times(seconds, exact(parallel)), runs), MONTH_S);
}

function noDuration(): Gap {
  return {
    what: 'its runs',
    why: `how long one takes isn’t known: set activeDeadlineSeconds, or the annotation ${TAKES_ANNOTATION} such as 10m`,
    kind: 'unknown',
  };
}
