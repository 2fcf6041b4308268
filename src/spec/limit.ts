import type {Metric} from './metrics.js';
import type {Limit, Unit} from './objective.js';
import {durationMs} from './quantities.js';

/** Reads an objective's value in the metric's unit: with a sign it is a change against `versus`. A sentence says what is wrong. */
export function readLimit(text: string, metric: Metric, name: string, versus: string | undefined): Limit | string {
  const isSigned = /^[-+]/.test(text);
  if (isSigned && versus === undefined) return `${text} is a change: say against what, as in \`${name} <= ${text} vs baseline\``;
  if (!isSigned && versus !== undefined) return `${text} has no sign, but \`vs ${versus}\` asks for a change: write +${text}`;
  const limit = isSigned ? readChange(text, metric) : readAbsolute(text, metric.unit);
  if (limit !== undefined) return limit;
  const example = isSigned ? CHANGES[metric.unit] : metric.example;
  return `\`${text}\` is no value for ${name}, which is ${KINDS[metric.unit] ?? metric.unit}: write ${example ?? metric.example}`;
}

const KINDS: Partial<Record<Unit, string>> = {
  s: 'a time',
  ms: 'a time',
  '%': 'a percentage',
  'req/s': 'a rate',
  count: 'a count',
};

/** How a change of a metric may look. */
const CHANGES: Partial<Record<Unit, string>> = {
  ms: '+25% or +50ms',
  '%': '+1pp (percentage points) or +25%',
  'req/s': '-10% or -5/s',
};

function readAbsolute(text: string, unit: Unit): Limit | undefined {
  const value = amountOf(text, unit);
  if (value === undefined) return undefined;
  if (unit === '%' && value > 100) return undefined;
  return {kind: 'absolute', value};
}

function readChange(text: string, {unit}: Metric): Limit | undefined {
  const sign = text.startsWith('-') ? -1 : 1;
  const size = text.slice(1);
  if (/^\d+(\.\d+)?%$/.test(size)) return {kind: 'percent', value: sign * Number(size.slice(0, -1))};
  const value = unit === '%' ? numberBefore(size, 'pp') : amountOf(size, unit);
  return value === undefined ? undefined : {kind: 'delta', value: sign * value};
}

function amountOf(text: string, unit: Unit): number | undefined {
  switch (unit) {
    case 's':
      return finite(durationMs(text) / 1000);
    case 'ms':
      return finite(durationMs(text));
    case '%':
      return numberBefore(text, '%');
    case 'req/s':
      return numberBefore(text, '/s');
    case 'count':
      return /^\d+$/.test(text) ? Number(text) : undefined;
    default:
      return undefined;
  }
}

function numberBefore(text: string, unit: string): number | undefined {
  return text.endsWith(unit) && /^\d+(\.\d+)?$/.test(text.slice(0, -unit.length)) ? Number(text.slice(0, -unit.length)) : undefined;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
