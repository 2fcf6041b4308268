import type {Objective} from './objective.js';

/** Whether two objectives limit the same number in the same place and direction. */
export function sameSubject(a: Objective, b: Objective): boolean {
  const isSameKind = (a.limit.kind === 'absolute') === (b.limit.kind === 'absolute');
  return a.metric === b.metric && a.during === b.during && a.versus === b.versus && a.operator[0] === b.operator[0] && isSameKind;
}

/** The stricter of two objectives on the same subject; the first where they are the same, or can't be compared. */
export function strictest(a: Objective, b: Objective): Objective {
  if (a.limit.kind !== b.limit.kind) return b;
  const isUpper = a.operator.startsWith('<');
  if (a.limit.value !== b.limit.value) return a.limit.value < b.limit.value === isUpper ? a : b;
  return b.operator.length < a.operator.length ? b : a;
}
