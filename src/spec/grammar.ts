import {z} from 'zod';
import {findMetric, METRIC_NAMES, type Metric} from './metrics.js';
import {nearest} from './nearest.js';
import type {Limit, Objective, Operator, Phase} from './objective.js';
import {readLimit} from './limit.js';

const FORM = 'METRIC OP VALUE [during PHASE] [vs baseline], such as `latency.p95 <= 500ms`';

/** An objective in the spec; see {@link parseObjective}. */
export const objectiveSchema = z
  .string()
  .meta({
    description: `An objective: ${FORM}.`,
    pattern: '^\\s*[a-z0-9.]+\\s*(<=|>=|<|>)\\s*[-+]?[0-9.]+[a-z%/]*(\\s+during\\s+[a-z]+)?(\\s+vs\\s+[a-z]+)?\\s*$',
    examples: ['recovery <= 30s', 'errors <= 1%', 'latency.p95 <= +25% vs baseline'],
  })
  .transform((text, context): Objective => {
    const read = parseObjective(text);
    if (typeof read !== 'string') return read;
    context.addIssue({code: 'custom', message: read});
    return z.NEVER;
  });

/** Reads an objective; a sentence says what is wrong with one that can't be read. */
export function parseObjective(text: string): Objective | string {
  const match = /^\s*(\S+?)\s*(<=|>=|==|=|<|>)\s*(\S+)((?:\s+\S+)*)\s*$/.exec(text);
  if (match === null) return `\`${text}\` is no objective: write ${FORM}`;
  const [, name = '', operator = '', value = '', rest = ''] = match;
  const metric = findMetric(name);
  if (metric === undefined) return unknownMetric(name);
  const clauses = readClauses(rest.trim(), metric, name);
  if (typeof clauses === 'string') return clauses;
  const limit = readLimit(value, metric, name, clauses.versus);
  if (typeof limit === 'string') return limit;
  const wrongWay = checkOperator(operator, metric, name, limit);
  if (wrongWay !== undefined) return wrongWay;
  return {text: text.trim(), metric: name, unit: metric.unit, operator: operator as Operator, limit, ...clauses};
}

function unknownMetric(name: string): string {
  if (/^latency\.p?\d/.test(name)) return `\`${name}\` is no percentile: write latency.p50 to latency.p99.999`;
  const near = nearest(name, METRIC_NAMES);
  return `there is no metric \`${name}\`${near === undefined ? '' : `: did you mean \`${near}\``}${near === undefined ? `; there are ${METRIC_NAMES.join(', ')}` : '?'}`;
}

interface Clauses {
  during?: Phase;
  versus?: 'baseline';
}

function readClauses(text: string, metric: Metric, name: string): Clauses | string {
  const match = /^(?:during\s+(\S+))?\s*(?:vs\s+(\S+))?$/.exec(text);
  if (match === null) return `\`${text}\` was not understood after the value: an objective is ${FORM}`;
  const [, during, versus] = match;
  if (during !== undefined && metric.phases.length === 0) return `${name} has a clock of its own and takes no \`during\``;
  if (during !== undefined && !metric.phases.some(phase => phase === during)) {
    return `\`during ${during}\`: there is no such phase; ${name} can be judged during ${metric.phases.join(', ')}`;
  }
  if (versus !== undefined && !metric.relative) return `${name} can't be compared with the baseline, which has none: take \`vs ${versus}\` away`;
  if (versus !== undefined && versus !== 'baseline') return `\`vs ${versus}\`: a value can be compared with the baseline only: write \`vs baseline\``;
  if (versus === 'baseline' && during === 'baseline') return 'the baseline can’t be compared with itself';
  return {...(during === undefined ? {} : {during: during as Phase}), ...(versus === undefined ? {} : {versus: 'baseline'})};
}

/** An objective that only a worse service can keep is a slip of the pen. */
function checkOperator(operator: string, {better}: Metric, name: string, limit: Limit): string | undefined {
  if (operator === '=' || operator === '==') return `\`${operator}\` is no operator: write <=, <, >= or >`;
  const isUpper = operator.startsWith('<');
  if (isUpper === (better === 'lower')) return undefined;
  if (limit.kind !== 'absolute') return `${name} ${operator} a change would ask for a worse service: write ${better === 'lower' ? '<=' : '>='}`;
  return better === 'lower'
    ? `${name} ${operator} asks for a worse service: an upper limit is written <=`
    : `${name} ${operator} asks for a worse service: a lower limit is written >=`;
}
