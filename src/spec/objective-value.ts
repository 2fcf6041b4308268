import {MAX_DURATION_MS, readDuration} from './duration.js';
import type {Metric, ValueKind} from './metrics.js';
import type {Limit} from './objective.js';

/** Reads the VALUE of an objective in the metric's unit, or says why it doesn't fit. A sign, and only a sign, makes it a change `vs` something. */
export function readLimit(
  text: string,
  {name, metric, versus}: {name: string; metric: Metric; versus: string | undefined},
): Limit | string {
  const {sign = '', body = ''} = /^(?<sign>[-+−]?)(?<body>.*)$/.exec(text)?.groups ?? {};
  if (sign === '' && versus === undefined) return readAbsolute(body, name, metric);
  if (metric.relative.length === 0)
    return `${name} can't be compared with the ${versus ?? 'baseline'}; write ${metric.example}, without a sign`;
  if (sign === '') return `a change against the ${versus} has a sign; write +${body} or -${body}`;
  if (versus === undefined) {
    const isAbsolute = typeof readAbsolute(body, name, metric) !== 'string';
    return `the sign makes ${text} a change, but of what? Write ${text} vs ${metric.references?.[0] ?? 'baseline'}${isAbsolute ? `, or ${body} without the sign` : ''}`;
  }
  return readChange({body, isNegative: sign !== '+'}, name, metric);
}

/** A limit as the grammar takes it: `30s`, `+25%`, `-1pp`. */
export function formatLimit({kind, value}: Limit, {value: valueKind, unit}: Metric): string {
  const sign = kind === 'absolute' ? '' : value < 0 ? '-' : '+';
  return `${sign}${kind === 'percent' ? `${Math.abs(value)}%` : withUnit(plainNumber(Math.abs(value)), valueKind, {unit, kind})}`;
}

/** Without an exponent, which the grammar doesn't take. */
function plainNumber(value: number): string {
  const text = String(value);
  return text.includes('e') ? value.toFixed(24).replace(/\.?0+$/, '') : text;
}

function withUnit(number: string, value: ValueKind, {unit, kind}: {unit: string; kind: Limit['kind']}): string {
  switch (value) {
    case 'time':
      return `${number}${unit}`;
    case 'rate':
      return `${number}/s`;
    case 'number':
      return number;
    case 'money':
      return `$${number}`;
    case 'hourly':
      return `$${number}/h`;
    case 'monthly':
      return `$${number}/month`;
    case 'factor':
      return `${number}x`;
    default:
      return `${number}${kind === 'delta' ? 'pp' : '%'}`;
  }
}

function readAbsolute(body: string, name: string, metric: Metric): Limit | string {
  const value = READERS[metric.value](body, metric);
  if (value === undefined) return misfit(body, name, metric);
  return {kind: 'absolute', value};
}

function readChange(
  {body, isNegative}: {body: string; isNegative: boolean},
  name: string,
  metric: Metric,
): Limit | string {
  const sign = isNegative ? '-' : '+';
  const signed = (value: number): number => (isNegative && value !== 0 ? -value : value);
  const percent = readPercentage(body);
  if (percent !== undefined && metric.relative.includes('percent')) return {kind: 'percent', value: signed(percent)};
  if (percent !== undefined)
    return `${name} is a percentage already, so its change is one of percentage points; write ${sign}${percent}pp`;
  const delta = metric.value === 'percentage' ? readPoints(body) : READERS[metric.value](body, metric);
  if (delta !== undefined) return {kind: 'delta', value: signed(delta)};
  return `${sign}${body} is no change of ${name}; write ${CHANGES[metric.value]}`;
}

const CHANGES: Record<ValueKind, string> = {
  time: '+25% or +50ms',
  percentage: '+1pp',
  rate: '-10% or -5/s',
  number: '+1',
  money: '+$1',
  hourly: '+400% or +$0.01/h',
  monthly: '+10% or +$20/month',
  factor: '+1x',
};

const WHAT: Record<ValueKind, string> = {
  time: 'a time',
  percentage: 'a percentage',
  rate: 'a rate',
  number: 'a whole number',
  money: 'an amount in dollars',
  hourly: 'dollars per hour',
  monthly: 'an amount per month',
  factor: 'a factor',
};

function misfit(body: string, name: string, metric: Metric): string {
  const meant = withUnit(bareNumber(body, metric.value), metric.value, {unit: metric.unit, kind: 'absolute'});
  const isBetter = meant !== body && typeof READERS[metric.value](meant, metric) === 'number';
  return `${body} does not fit, since ${name} is ${WHAT[metric.value]}: write ${isBetter ? meant : metric.example}`;
}

/** Money is written in many ways: `0.02`, `0.02$`, `$0.02` without its `/h`, `5×`. */
function bareNumber(body: string, value: ValueKind): string {
  if (value !== 'money' && value !== 'hourly' && value !== 'monthly' && value !== 'factor') return body;
  return body.replace(/^\$|(\$|USD|[x×])?(\/h|\/hr|\/hour|\/mo)?$/gi, '');
}

const READERS: Record<ValueKind, (text: string, metric: Metric) => number | undefined> = {
  time: (text, {unit}) => {
    const ms = readDuration(text);
    if (ms === undefined || ms > MAX_DURATION_MS) return undefined;
    return unit === 's' ? ms / 1000 : ms;
  },
  percentage: readPercentage,
  rate: readRate,
  number: text => (/^\d{1,9}$/.test(text) ? Number(text) : undefined),
  money: text => readAmount(/^(?:\p{Sc}|[A-Z]{3})(.+)$/u.exec(text)?.[1]),
  hourly: text => readAmount(/^(?:\p{Sc}|[A-Z]{3})(.+)\/h$/u.exec(text)?.[1]),
  monthly: text => readAmount(/^(?:\p{Sc}|[A-Z]{3})?(.+)\/month$/u.exec(text)?.[1]),
  factor: text => readAmount(/^(.+)x$/.exec(text)?.[1]),
};

function readAmount(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}(\.\d{1,24})?$/.test(text) ? Number(text) : undefined;
}

function readPercentage(text: string): number | undefined {
  return /^\d{1,6}(\.\d{1,6})?%$/.test(text) ? Number(text.slice(0, -1)) : undefined;
}

function readPoints(text: string): number | undefined {
  return text.endsWith('pp') ? readPercentage(`${text.slice(0, -2)}%`) : undefined;
}

function readRate(text: string): number | undefined {
  const match = /^(\d{1,9}(?:\.\d{1,24})?)\/([sm])$/.exec(text);
  return match === null ? undefined : Number(match[1]) / (match[2] === 'm' ? 60 : 1);
}
