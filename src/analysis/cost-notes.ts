import type {ExperimentAnalysis} from './analyse-experiment.js';
import type {Run} from './analyse-repeat.js';
import {causesNotes} from './cost-causes.js';
import {costParts} from './cost-parts.js';
import type {CostSummary, ExperimentCost} from './cost-summary.js';

/** What the reader of the costs should know, as sentences without a full stop. */
export function costNotes(
  summary: Omit<CostSummary, 'notes'>,
  experiments: readonly ExperimentAnalysis[],
  run: Run,
): string[] {
  return [
    ...requestNotes(summary),
    ...summary.experiments.flatMap(freeStress),
    ...summary.experiments.flatMap(onlyNoise),
    ...experiments.flatMap(experiment => notBack(experiment, run)),
    ...summary.experiments.flatMap(experiment => causesNotes(experiment, run)),
    ...run.cost.notes,
  ];
}

function requestNotes({baseline: {request}}: Omit<CostSummary, 'notes'>): string[] {
  if (request !== 0) return [];
  return [
    'the pods request nothing that has a price, so by request they cost $0, and by max what they use: set resources.requests to see what they reserve',
  ];
}

/** A $0.00 that is no saving: what was used more was reserved already. */
function freeStress({name, usage, max}: ExperimentCost): string[] {
  if (usage.excess === null || max.excess === null) return [];
  const isMore = usage.excess.above > usage.excess.noise;
  if (!isMore || max.excess.above >= usage.excess.above / 100) return [];
  return [
    `in ${name}, the stress stayed below what the pods request, so by request and by max it costs nothing: that capacity is paid for whether it is used or not`,
  ];
}

function onlyNoise({name, usage}: ExperimentCost): string[] {
  if (usage.excess === null || usage.excess.above === 0 || usage.excess.above > usage.excess.noise) return [];
  return [`in ${name}, the excess by usage is no more than the noise of the baseline adds up to in the same time`];
}

function notBack(experiment: ExperimentAnalysis, run: Run): string[] {
  const isAbove = (['usage', 'request', 'max'] as const).filter(basis =>
    costParts({phase: 'impact', basis}, experiment, run).some(
      ({trouble, excess}) => trouble === undefined && excess !== undefined && !excess.isOver,
    ),
  );
  if (isAbove.length === 0) return [];
  return [
    `in ${experiment.name}, by ${isAbove.join(' and ')}, the rate was not back at the baseline’s when the observation ended; what came later is not counted (phases.settle waits for it)`,
  ];
}
