import type {Comparison, Finding, ObjectiveFinding} from '../analysis/finding.js';
import type {Objective} from '../spec/objective.js';

/** What the numbers say about an objective: `unknown` when they can't say. */
export type Decision = 'kept' | 'breached' | 'unknown';

/** Compares a finding with its limit. A breach that was seen counts even where repeats are missing; a pass needs them all. */
export function decide({objective, finding, comparison}: ObjectiveFinding): Decision {
  const isRelative = objective.limit.kind !== 'absolute' || objective.versus !== undefined;
  const decision = isRelative ? decideChange(objective, finding, comparison) : decideValue(objective, finding);
  return decision === 'kept' && finding.missing.length > 0 ? 'unknown' : decision;
}

function decideValue({metric, operator, limit}: Objective, {value, bound, earliest, hold}: Finding): Decision {
  if (value === null) return 'unknown';
  const isUpper = operator.startsWith('<');
  if (bound === '=') {
    const isKept = isWithin(value, operator, limit.value);
    if (isKept !== isWithin(earliest ?? value, operator, limit.value)) return 'unknown';
    return isKept ? 'kept' : 'breached';
  }
  // The true value is beyond `value`.
  if (!isUpper) return value >= limit.value ? 'kept' : 'unknown';
  const isNever = (metric === 'recovery' || metric.startsWith('recovery.')) && hold === undefined;
  return isNever || value >= limit.value ? 'breached' : 'unknown';
}

function decideChange({operator, limit}: Objective, finding: Finding, comparison: Comparison | undefined): Decision {
  if (comparison === undefined || finding.value === null) return 'unknown';
  const {estimate, worstEstimate = estimate, lower, upper} = comparison;
  const [near, far] = operator.startsWith('<') ? [lower, upper] : [upper, lower];
  if (!isWithin(near, operator, limit.value)) return 'breached';
  if (finding.bound === '>' || !isWithin(worstEstimate, operator, limit.value)) return 'unknown';
  const isNarrow = upper - lower <= Math.abs(limit.value);
  return isNarrow || isWithin(far, operator, limit.value) ? 'kept' : 'unknown';
}

function isWithin(value: number, operator: Objective['operator'], limit: number): boolean {
  // Percentages are quotients: 100 - 0.1 need not be 99.9 exactly.
  const slack = 1e-9 * Math.max(1, Math.abs(limit));
  switch (operator) {
    case '<=':
      return value <= limit + slack;
    case '<':
      return value < limit - slack;
    case '>=':
      return value >= limit - slack;
    default:
      return value > limit + slack;
  }
}
