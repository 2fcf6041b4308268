import type {PhaseCost, RepeatCost} from '../cost/cost-figures.js';
import type {Excess} from '../cost/excess.js';
import type {CostBasis} from '../spec/cost-metrics.js';
import {type ExperimentAnalysis, inRepeat, reasonsNotToJudge} from './analyse-experiment.js';
import type {RepeatAnalysis, Run} from './analyse-repeat.js';
import type {FindingPhase} from './finding.js';
import {troubleIn} from './load-trouble.js';

/** A phase's cost in one repeat, or for the run. */
export interface CostPart {
  cost: PhaseCost;
  excess: Excess | undefined;
  /** What made it; undefined in the phases that the run shares. */
  causes?: RepeatCost['causes'];
  /** Undefined where the run has one such phase. */
  repeat: RepeatAnalysis | undefined;
  /** Why it isn't judged; undefined when it is. */
  trouble: string | undefined;
}

/** What a phase cost by one basis: one part for each repeat, or one for the run; none where there was no such phase. */
export function costParts(
  {phase, basis}: {phase: FindingPhase; basis: CostBasis},
  experiment: ExperimentAnalysis,
  run: Run,
): CostPart[] {
  const {idle, baseline, experiments} = run.cost;
  const shared = (cost: PhaseCost, load?: string): CostPart => ({
    cost,
    excess: undefined,
    repeat: undefined,
    trouble: cost.spent[basis].trouble ?? load,
  });
  if (phase === 'idle') return idle === undefined ? [] : [shared(idle)];
  if (phase === 'baseline') return [shared(baseline, troubleIn(baseline.span, run))];
  if (phase === 'warmup' || phase === 'settle') return [];
  const costs = experiments.find(({name}) => name === experiment.name)?.repeats ?? [];
  return experiment.repeats.flatMap(repeat => {
    const cost = costs.find(one => one.repeat === repeat.measured.repeat);
    return cost === undefined ? [] : [partOf(repeat, cost, {phase, basis}, run)];
  });
}

/** Why parts of a phase's cost are missing from what is judged. */
export function whyCostMissing(
  phase: FindingPhase,
  parts: readonly CostPart[],
  experiment: ExperimentAnalysis,
): string[] {
  if (phase === 'idle' && parts.length === 0) return ['there was no idle phase'];
  const isShared = phase === 'idle' || phase === 'baseline';
  const own = parts.flatMap(({repeat, trouble}) => {
    if (trouble === undefined) return [];
    if (repeat === undefined) return [trouble];
    return repeat.excluded.length > 0 ? [] : [inRepeat(repeat, trouble, parts.length)];
  });
  return isShared ? own : [...reasonsNotToJudge(experiment), ...own];
}

/** What was used while the load was not what it should be says nothing of the service. */
function partOf(
  repeat: RepeatAnalysis,
  costs: RepeatCost,
  {phase, basis}: {phase: 'impact' | 'fault' | 'recover'; basis: CostBasis},
  run: Run,
): CostPart {
  const cost = costs[phase];
  const excluded = repeat.excluded.length > 0 ? repeat.excluded.join('; ') : undefined;
  return {
    cost,
    excess: costs.excess[basis],
    causes: costs.causes,
    repeat,
    trouble: excluded ?? cost.spent[basis].trouble ?? troubleIn(cost.span, run),
  };
}
