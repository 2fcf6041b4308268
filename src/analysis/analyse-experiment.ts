import type {ExperimentMeasurement} from '../measure/measurements.js';
import type {ExperimentSpec} from '../spec/schema.js';
import {analyseRepeat, type RepeatAnalysis, type Run} from './analyse-repeat.js';

/** What an experiment did, repeat by repeat. */
export interface ExperimentAnalysis {
  name: string;
  /** Which fault it is, such as `podKill`. */
  kind: string;
  lifecycle: 'one-shot' | 'lasting' | undefined;
  repeats: RepeatAnalysis[];
  /** Why repeats are missing that the spec asks for. */
  inconclusive: string[];
}

/** Analyses each repeat; one that was asked for and isn't there is a reason not to judge. */
export function analyseExperiment(
  experiment: ExperimentSpec,
  measured: ExperimentMeasurement | undefined,
  run: Run,
): ExperimentAnalysis {
  const repeats = (measured?.repeats ?? []).map(repeat => analyseRepeat(repeat, run));
  const {stopped} = measured ?? {};
  const inconclusive = [...(measured?.inconclusive ?? []), ...(stopped === undefined ? [] : [stopped])];
  if (inconclusive.length === 0 && repeats.length < experiment.repeat) {
    inconclusive.push(
      repeats.length === 0 ? 'it was not run' : `only ${repeats.length} of ${experiment.repeat} repeats were run`,
    );
  }
  const kind = measured?.fault.split(' ')[0] ?? '';
  return {name: experiment.name, kind, lifecycle: repeats[0]?.measured.fault.lifecycle, repeats, inconclusive};
}

/** Every reason not to judge some of the experiment, naming the repeat where not all of several have it. */
export function reasonsNotToJudge({
  inconclusive,
  repeats,
}: Pick<ExperimentAnalysis, 'inconclusive' | 'repeats'>): string[] {
  const isCommon = (reason: string): boolean => repeats.every(({excluded}) => excluded.includes(reason));
  const reasons = repeats.flatMap(repeat =>
    repeat.excluded.map(reason => (isCommon(reason) ? reason : inRepeat(repeat, reason, repeats.length))),
  );
  return [...new Set([...inconclusive, ...reasons])];
}

/** A reason with the repeat that it comes from. */
export function inRepeat({measured}: RepeatAnalysis, reason: string, total: number): string {
  return total === 1 ? reason : `repeat ${measured.repeat}: ${reason}`;
}
