import {formatDuration, readDuration} from '../../spec/duration.js';
import {runsPerMonth} from './cron.js';
import {type Exact, exact, over, smaller, times, toNumber, ZERO} from './exact.js';
import type {Gap} from './gap.js';
import {alwaysPods, plural, type Replicas, unknownPods} from './replicas.js';
import {countIn, recordIn, textIn, type Written} from './written.js';

/** Says how long a run of a Job or CronJob takes, as `10m`; without it, the active deadline counts, which is the most it can take. */
const TAKES_ANNOTATION = 'chaos-cost-gate/takes';

const MONTH_MS = exact(730 * 3_600_000);

/** A Job is counted as one run. */
export function jobPods(job: Written): Replicas {
  const spec = recordIn(job, 'spec');
  if (spec.suspend === true) return alwaysPods(ZERO, 'suspended');
  const gaps: Gap[] = [];
  const run = runOf(job, spec, gaps);
  if (run === undefined) return unknownPods('runs', gaps);
  return alwaysPods(podsFor(run, exact(1)), `one run of ${run.text}`);
}

/** A CronJob's runs in a month of 730 hours × how long one takes. */
export function cronJobPods(cronJob: Written): Replicas {
  const spec = recordIn(cronJob, 'spec');
  if (spec.suspend === true) return alwaysPods(ZERO, 'suspended');
  const gaps: Gap[] = [];
  const schedule = textIn(spec, 'schedule') ?? '';
  const runs = runsPerMonth(schedule);
  if (runs === undefined) gaps.push(noRuns(`the schedule "${schedule}" can’t be read`));
  const run = runOf(cronJob, recordIn(spec, 'jobTemplate', 'spec'), gaps);
  if (runs === undefined || run === undefined) return unknownPods('runs', gaps);
  const overlaps = (textIn(spec, 'concurrencyPolicy') ?? 'Allow') === 'Allow';
  const pods = podsFor(run, runs);
  const count = Number(toNumber(runs).toFixed(1));
  return alwaysPods(overlaps ? pods : smaller(pods, exact(run.parallel)), `${count} runs of ${run.text}`);
}

interface Run {
  ms: number;
  parallel: number;
  text: string;
}

/** Undefined where there are gaps. */
function runOf(owner: Written, spec: Written, gaps: Gap[]): Run | undefined {
  const parallel = Math.min(
    countIn(spec, 'parallelism', gaps) ?? 1,
    countIn(spec, 'completions', gaps) ?? Number.POSITIVE_INFINITY,
  );
  const duration = durationOf(owner, spec, gaps);
  if (duration === undefined || gaps.length > 0) return undefined;
  const beside = parallel === 1 ? '' : ` with ${plural(parallel, 'pod')}`;
  return {ms: duration.ms, parallel, text: `${duration.text}${beside}`};
}

function durationOf(owner: Written, spec: Written, gaps: Gap[]): {ms: number; text: string} | undefined {
  const stated = recordIn(owner, 'metadata', 'annotations')[TAKES_ANNOTATION];
  if (stated !== undefined && stated !== null) {
    const text = String(stated);
    const ms = readDuration(text);
    if (ms !== undefined) return {ms, text};
    gaps.push(noRuns(`the annotation ${TAKES_ANNOTATION} is ${JSON.stringify(stated)}; write a duration such as 10m`));
    return undefined;
  }
  if ((spec.activeDeadlineSeconds ?? null) === null)
    gaps.push(
      noRuns(
        `how long one takes isn’t known: set activeDeadlineSeconds, or the annotation ${TAKES_ANNOTATION} such as 10m`,
      ),
    );
  const deadline = countIn(spec, 'activeDeadlineSeconds', gaps);
  return deadline === undefined ? undefined : {ms: deadline * 1000, text: `at most ${formatDuration(deadline * 1000)}`};
}

function podsFor({ms, parallel}: Run, runs: Exact): Exact {
  return over(times(times(exact(ms), exact(parallel)), runs), MONTH_MS);
}

function noRuns(why: string): Gap {
  return {what: 'its runs', why, kind: 'unknown'};
}
