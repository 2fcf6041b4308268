import {z} from 'zod';
import {COST_BASES} from './cost-metrics.js';
import {findMetric, METRICS, type Metric} from './metrics.js';
import type {Objective, Operator, Phase} from './objective.js';
import {readClauses} from './objective-clauses.js';
import {formatLimit, readLimit} from './objective-value.js';

const SHAPE = 'METRIC OP VALUE, such as recovery <= 30s or latency.p95 <= +25% vs baseline';
const OPERATORS: readonly Operator[] = ['<=', '<', '>=', '>'];

/** An objective in a spec; comes out read. */
export const objectiveSchema = z
  .string({error: `write ${SHAPE}`})
  .meta({
    title: 'objective',
    pattern: jsonPattern(),
    examples: [
      'recovery <= 30s',
      'latency.p95 <= 500ms',
      'latency.p95 <= +25% vs baseline',
      'errors <= 0% during recover',
      'cost.hourly.usage <= +400% vs baseline',
      'cost.multiplier.usage <= 5x',
      'cost.reserved <= +10% vs base',
    ],
    description: '`METRIC OP VALUE [during PHASE] [vs baseline|idle|base]`; a sign makes the value a change.',
  })
  .transform((text, context) => {
    const objective = readObjective(text);
    if (typeof objective !== 'string') return objective;
    context.addIssue({code: 'custom', message: `${text.trim() || 'an empty text'}: ${objective}`});
    return z.NEVER;
  });

/** Reads `METRIC OP VALUE [during PHASE] [vs baseline|idle|base]`, or says in a sentence why it can't be. */
export function readObjective(text: string): Objective | string {
  const parts = /^([^\s<>=≤≥!]*)\s*([<>=≤≥!]+)\s*(\S*)\s*(.*)$/u.exec(text.trim());
  if (parts === null) return `there is no operator; write ${SHAPE}`;
  const [, name = '', operator = '', value = '', rest = ''] = parts;
  if (name === '' || value === '') return `there is no ${name === '' ? 'metric' : 'value'}; write ${SHAPE}`;
  const found = findMetric(name);
  if (typeof found === 'string') return found;
  if (!isOperator(operator))
    return `unknown operator ${operator}; write ${found.metric.better === 'lower' ? '<= or <' : '>= or >'}`;
  const clauses = readClauses({value, rest}, found);
  if (typeof clauses === 'string') return clauses;
  const limit = readLimit(value, {...found, versus: clauses.versus});
  if (typeof limit === 'string') return limit;
  const objective = {text: text.trim(), metric: found.name, unit: found.metric.unit, operator, limit, ...clauses};
  return whyMistaken(objective, found.metric) ?? objective;
}

/** The objective as the grammar takes it, with canonical units. */
export function formatObjective({metric, operator, limit, during, versus}: Omit<Objective, 'text' | 'unit'>): string {
  const found = findMetric(metric);
  if (typeof found === 'string') throw new Error(found);
  const clauses = [during === undefined ? '' : ` during ${during}`, versus === undefined ? '' : ` vs ${versus}`];
  return `${metric} ${operator} ${formatLimit(limit, found.metric)}${clauses.join('')}`;
}

function isOperator(text: string): text is Operator {
  return OPERATORS.some(operator => operator === text);
}

/** Why an objective that reads well can't be meant. */
function whyMistaken(objective: Objective, metric: Metric): string | undefined {
  if (objective.operator.startsWith('<') !== (metric.better === 'lower')) return whyTurned(objective, metric);
  return objective.limit.kind === 'absolute' ? whyUnreachable(objective, metric) : whyImpossible(objective, metric);
}

function whyTurned(objective: Objective, {better}: Metric): string {
  const {operator, metric} = objective;
  const turned = operator.startsWith('<') ? operator.replace('<', '>') : operator.replace('>', '<');
  const meant = formatObjective({...objective, operator: turned as Operator});
  const which = better === 'lower' ? 'an upper' : 'a lower';
  return `${metric} is better the ${better} it is, so its limit is ${which} one: write ${meant}`;
}

/** Limits that nothing meets, or that nothing can show. */
function whyUnreachable({operator, limit, metric}: Objective, {better, value}: Metric): string | undefined {
  if (value === 'percentage' && limit.value > 100) return `${metric} is never more than 100%`;
  if (better === 'higher') {
    const isWhole = value === 'percentage' && limit.value === 100;
    return isWhole ? 'no number of requests can show 100%: write errors <= 0%' : undefined;
  }
  if (limit.value > 0 || (operator === '<=' && value !== 'time')) return undefined;
  return `${metric} is never ${operator === '<' ? 'below' : 'as low as'} 0`;
}

function whyImpossible({limit}: Objective, {better}: Metric): string | undefined {
  const isGone = limit.kind === 'percent' && better === 'lower' && limit.value <= -100;
  return isGone ? `nothing is ${-limit.value}% less than the baseline` : undefined;
}

/** For editors: says where a text goes wrong, but leaves the finer rules to the gate. */
function jsonPattern(): string {
  const names = METRICS.map(({name}) =>
    name
      .replaceAll('.', '\\.')
      .replace('pNN', 'p[5-9]\\d(\\.\\d{1,3})?')
      .replace('BASIS', `(${COST_BASES.join('|')})`),
  );
  const phases: Phase[] = ['idle', 'baseline', 'fault', 'recover'];
  return `^\\s*(${names.join('|')})\\s*(${OPERATORS.join('|')})\\s*[-+−]?([$€£¥₹]|[A-Z]{3})?\\d\\S*(\\s+during\\s+(${phases.join('|')})|\\s+vs\\s+(baseline|idle|base))*\\s*$`;
}
