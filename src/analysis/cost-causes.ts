import type {Cause, Causes, SplitBasis} from '../cost/causes/cause.js';
import type {ExperimentAnalysis} from './analyse-experiment.js';
import type {Run} from './analyse-repeat.js';
import {causesSentences} from './causes-sentences.js';
import {costParts} from './cost-parts.js';

/** What one cause adds to an incident, the mean of the repeats. */
export interface CauseSummary {
  cause: Cause;
  /** Dollars. */
  dollars: number;
  /** Its part of the excess, 0 to 1; null where there is no excess. */
  share: number | null;
  /** Starts, extra attempts, failed requests, pods added at once or pods replaced; null where nothing is counted. */
  count: number | null;
}

/** Where the excess of an experiment comes from, cause by cause; null where the excess isn't known. */
export interface CausesSummary extends Record<SplitBasis, CauseSummary[] | null> {
  /** The largest cause by each basis and what to change; none where there is no more than noise. */
  sentences: string[];
}

/** The causes of an experiment's excess, as means of the repeats that are judged. */
export function summariseCauses(experiment: ExperimentAnalysis, run: Run): CausesSummary {
  const usage = goodCauses('usage', experiment, run);
  const request = goodCauses('request', experiment, run);
  const split = {usage: meanParts(usage), request: meanParts(request)};
  const noise = {usage: noiseOf('usage', experiment, run), request: noiseOf('request', experiment, run)};
  const kept = request.flatMap(({keptSeconds}) => keptSeconds ?? []);
  return {...split, sentences: causesSentences(split, {noise, keptSeconds: Math.max(0, ...kept)})};
}

/** In sentences: why something of the excess could not be assigned. */
export function causesNotes({name, causes}: {name: string; causes: CausesSummary}, run: Run): string[] {
  const counted = (causes.usage ?? []).filter(({cause}) => cause === 'retries' || cause === 'failed');
  const isCounted = counted.some(({count}) => (count ?? 0) > 0);
  const why = run.cost.whyNoRequestPrice;
  if (why === undefined || !isCounted) return [];
  return [`in ${name}, retries and failed requests have no price, since ${why}: what they cost is in unexplained`];
}

function goodParts(basis: SplitBasis, experiment: ExperimentAnalysis, run: Run) {
  return costParts({phase: 'impact', basis}, experiment, run).filter(({trouble}) => trouble === undefined);
}

function goodCauses(basis: SplitBasis, experiment: ExperimentAnalysis, run: Run): Causes[] {
  return goodParts(basis, experiment, run).flatMap(({causes}) => causes?.[basis] ?? []);
}

function noiseOf(basis: SplitBasis, experiment: ExperimentAnalysis, run: Run): number {
  return meanOf(goodParts(basis, experiment, run).flatMap(({excess}) => excess?.noise ?? []));
}

function meanParts(repeats: readonly Causes[]): CauseSummary[] | null {
  const [first] = repeats;
  if (first === undefined) return null;
  const means = first.parts.map(({cause}, index) => {
    const counts = repeats.flatMap(({parts}) => parts[index]?.count ?? []);
    const dollars = meanOf(repeats.map(({parts}) => parts[index]?.dollars ?? 0));
    return {cause, dollars, count: counts.length === 0 ? null : meanOf(counts)};
  });
  const whole = means.reduce((sum, {dollars}) => sum + dollars, 0);
  return means.map(mean => ({...mean, share: whole === 0 ? null : Math.min(1, mean.dollars / whole)}));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
