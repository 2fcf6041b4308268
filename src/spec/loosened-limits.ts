import type {Objective} from './objective.js';
import {areAlike, inForce, isLooser} from './objective-rules.js';
import type {Spec} from './schema.js';

type Limits = Pick<Spec, 'experiments' | 'gate'>;

/** What a change takes away from the limits of its base branch, in sentences: looser or missing `must`s, experiments that are gone. */
export function loosenedLimits(base: Limits, head: Limits): string[] {
  if (base.experiments.length === 0) return base.gate.must.flatMap(was => loosened('the gate', was, head.gate.must));
  return base.experiments.flatMap(before => {
    const after = head.experiments.find(({name}) => name === before.name);
    if (after === undefined) return [`the experiment ${before.name} is gone`];
    const fewer =
      after.repeat < before.repeat
        ? [`${before.name} is repeated ${after.repeat} times, and was ${before.repeat} times`]
        : [];
    const now = inForce(after.must, head.gate.must);
    return [...fewer, ...inForce(before.must, base.gate.must).flatMap(was => loosened(before.name, was, now))];
  });
}

function loosened(experiment: string, was: Objective, now: readonly Objective[]): string[] {
  const is = now.find(objective => areAlike(objective, was));
  if (is === undefined) return [`${experiment}: the must ${was.text} is gone`];
  if (is.limit.kind !== was.limit.kind) return [`${experiment}: ${is.text} was ${was.text}`];
  return isLooser(is, was) ? [`${experiment}: ${is.text} was ${was.text}`] : [];
}
