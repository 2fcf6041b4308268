import type {ObjectiveFinding} from '../analysis/finding.js';
import {decide} from './decide.js';
import {formatReading, formatValue} from './format.js';

/** Why no further repeat can change the verdict, such as `recovery 31.2 s > 30 s`: one of these is breached. Undefined where none is. */
export function whyStop(findings: readonly ObjectiveFinding[]): string | undefined {
  const breached = findings.find(finding => decide(finding) === 'breached');
  if (breached === undefined) return undefined;
  const {finding, objective} = breached;
  const seen = `${objective.metric} ${formatReading(finding, finding.unit, objective.limit.value)}`;
  const limit = formatValue(objective.limit.value, objective.unit);
  return finding.bound === '>' ? `${seen}, the limit is ${limit}` : `${seen} ${OPPOSITE[objective.operator]} ${limit}`;
}

const OPPOSITE = {'<=': '>', '<': '>=', '>=': '<', '>': '<='} as const;
