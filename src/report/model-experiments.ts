import type {Findings} from '../analysis/analyse.js';
import type {Reading} from '../analysis/finding.js';
import type {RepeatSummary} from '../analysis/repeats.js';
import type {Verdict} from '../gate/judge.js';
import type {ExperimentMeasurement, Measurements, RepeatMeasurement} from '../measure/measurements.js';
import type {ExperimentResult, RecoverySpan, RepeatResult} from './schema/experiment.js';

interface Source {
  measurements: Measurements;
  findings: Findings;
  judged: Verdict;
  /** Monotonic ms of the start of the run. */
  began: number;
}

/** The experiments that were begun, each with its repeats and verdict. */
export function experimentResults(source: Source): ExperimentResult[] {
  return source.measurements.experiments.map(experiment => experimentResult(experiment, source));
}

function experimentResult(experiment: ExperimentMeasurement, source: Source): ExperimentResult {
  const {findings, judged, began} = source;
  const verdict = judged.experiments.find(({name}) => name === experiment.name);
  return {
    name: experiment.name,
    fault: experiment.fault,
    engine: experiment.engine,
    verdict: verdict?.verdict ?? 'inconclusive',
    reasons: verdict?.reasons ?? experiment.inconclusive,
    ...(experiment.stopped === undefined ? {} : {stopped: experiment.stopped}),
    repeats: experiment.repeats.flatMap(measured => {
      const summary = findings.repeats.find(
        one => one.experiment === experiment.name && one.repeat === measured.repeat,
      );
      return summary === undefined ? [] : [repeatResult(measured, summary, began)];
    }),
  };
}

function repeatResult(measured: RepeatMeasurement, summary: RepeatSummary, began: number): RepeatResult {
  const since = (time: number): number => (time - began) / 1000;
  const {fault} = measured;
  const {split} = summary.pod;
  const advice = summary.advice ?? summary.pod.advice;
  return {
    repeat: measured.repeat,
    injection: {
      requestedAt: since(fault.requestedAt),
      acknowledgedAt: since(fault.acknowledgedAt),
      injectedAt: since(fault.injectedAt),
      applied: fault.applied,
      ...(fault.removedAt === undefined ? {} : {removedAt: since(fault.removedAt)}),
    },
    proof: {grade: fault.proof.grade, what: fault.proof.what},
    targets: fault.targets,
    recovery: {
      service: spanOf(summary.service),
      pod: spanOf(summary.pod),
      ...(summary.lifecycle === 'lasting' ? {adapt: spanOf(summary.adapt)} : {}),
      total: spanOf(summary.recovery),
    },
    recoveredAt: recoveredAt(summary, (fault.removedAt ?? fault.injectedAt) - began),
    split: (split?.parts ?? []).map(({part, seconds, uncertainty}) => ({
      part,
      seconds,
      uncertaintySeconds: uncertainty,
    })),
    ...(split === undefined || advice === undefined ? {} : {dominant: {part: split.longest, advice}}),
    timeline: timelineOf(measured, since),
    inconclusive: summary.inconclusive,
  };
}

function spanOf({value, bound, earliest, note}: Reading): RecoverySpan {
  return {
    value,
    bound,
    unit: 's',
    ...(earliest === undefined ? {} : {earliest}),
    ...(note === undefined ? {} : {note}),
  };
}

/** `origin` is where the recovery's clock started, in ms since the start of the run. */
function recoveredAt({service, pod, recovery}: RepeatSummary, origin: number): RepeatResult['recoveredAt'] {
  const momentOf = ({value, bound}: Reading): number | null =>
    value === null || bound === '>' ? null : origin / 1000 + value;
  return {service: momentOf(service), pod: momentOf(pod), total: momentOf(recovery)};
}

function timelineOf({workloads}: RepeatMeasurement, since: (time: number) => number): RepeatResult['timeline'] {
  return workloads
    .flatMap(({pods}) => pods.flatMap(pod => pod.events.map(event => ({pod: pod.name, ...event}))))
    .sort((a, b) => a.at - b.at)
    .map(({at, what, pod, detail}) => ({at: since(at), what, pod, ...(detail === undefined ? {} : {detail})}));
}
