import type {Unit} from '../spec/objective.js';
import type {LimitResult} from './schema/judgement.js';
import type {Measured} from './schema/quantities.js';

/** What stands in a cell that has nothing to say. */
export const NOTHING = '–';

/** A number in its unit, rounded to what a person reads: `12.3 s`, `480 ms`, `0.4 %`. `extraDigits` shows more of it. */
export function formatNumber(value: number, unit: Unit, extraDigits = 0): string {
  if (!Number.isFinite(value)) return 'not measured';
  switch (unit) {
    case 's':
      return Math.abs(value) < 0.1 && Math.round(value * 1000) !== 0
        ? `${decimal(value * 1000, extraDigits)} ms`
        : `${decimal(value, secondsDigits(value) + extraDigits)} s`;
    case 'ms':
      return Math.abs(value) >= 10_000
        ? formatNumber(value / 1000, 's', extraDigits)
        : `${decimal(value, significant(value, 3, 2) + extraDigits)} ms`;
    case '%':
      return `${decimal(value, percentDigits(value) + extraDigits)} %`;
    case 'req/s':
      return `${decimal(value, significant(value, 3, 2) + extraDigits)} req/s`;
    case 'count':
      return decimal(value, extraDigits);
    case '$/h':
      return `${money(value, extraDigits)}/h`;
    case '$':
      return money(value, extraDigits);
    case '$/month':
      return `${formatCents(Math.round(value * 100), '$')}/month`;
    case 'x':
      return `${decimal(value, significant(value, 3) + extraDigits)}×`;
  }
}

/** A measured number: `12.3 s`, `> 60 s` or `not measured`. */
export function formatMeasured(measured: Measured, unit: Unit, extraDigits = 0): string {
  if (measured.value === null || !Number.isFinite(measured.value)) return 'not measured';
  return `${measured.bound === '>' ? '> ' : ''}${formatNumber(measured.value, unit, extraDigits)}`;
}

/** A measured number beside its limits, with as many digits as it takes to see on which side of them it lies. */
export function formatBeside(measured: Measured, limits: readonly number[], unit: Unit): string {
  const value = measured.value ?? 0;
  const tellsApart = (digits: number) =>
    limits.every(limit => limit === value || formatNumber(limit, unit, digits) !== formatNumber(value, unit, digits));
  return formatMeasured(measured, unit, [0, 1, 2, 3].find(tellsApart) ?? 4);
}

/** A limit as people write it: `≤ 30 s`, `≤ +25 % vs baseline`. */
export function formatLimit(limit: LimitResult, unit: Unit): string {
  const operator = {'<=': '≤', '>=': '≥', '<': '<', '>': '>'}[limit.operator];
  const value =
    limit.kind === 'absolute'
      ? formatNumber(limit.value, unit, 4)
      : formatChange(limit.value, limit.kind === 'percent' ? 'percent' : unit, 4);
  return `${operator} ${value}${limit.versus === undefined ? '' : ` vs ${limit.versus}`}`;
}

/** A difference with its sign: `+25 %`, `-12 ms`; a difference of percentages is in points: `+0.4 pp`. */
export function formatChange(change: number, terms: Unit | 'percent', extraDigits = 0): string {
  const sign = change > 0 ? '+' : '';
  if (terms === 'percent') return `${sign}${decimal(change, significant(change, 2, 1) + extraDigits)} %`;
  if (terms === '%') return `${sign}${decimal(change, percentDigits(change) + extraDigits)} pp`;
  return `${sign}${formatNumber(change, terms, extraDigits)}`;
}

/** What changed from the baseline to the value: `+35 %`, `×12` from ten times on, `+0.4 pp` for percentages. */
export function formatIncrease(measured: Measured, baseline: Measured | undefined, unit: Unit): string {
  if (measured.value === null || baseline === undefined || baseline.value === null || baseline.bound === '>')
    return NOTHING;
  const beyond = measured.bound === '>' ? '> ' : '';
  const difference = measured.value - baseline.value;
  if (unit === '%' || unit === 'count' || baseline.value <= 0) return beyond + formatChange(difference, unit);
  const ratio = measured.value / baseline.value;
  return beyond + (ratio >= 10 ? `×${decimal(ratio, 0)}` : formatChange((ratio - 1) * 100, 'percent'));
}

/** What a container can ask for: cores, or bytes. */
export type Resource = 'cpu' | 'memory';

/** An amount as manifests write it: `120m`, `1.5`, `96Mi`, `1.25Gi`. */
export function formatResource(amount: number, resource: Resource): string {
  if (resource === 'cpu') return amount >= 1 ? decimal(amount, 2) : `${decimal(amount * 1000, amount < 0.01 ? 1 : 0)}m`;
  const mib = amount / 2 ** 20;
  return mib >= 1024 ? `${decimal(mib / 1024, 2)}Gi` : `${decimal(mib, mib < 10 ? 1 : 0)}Mi`;
}

/** A stretch of time for people: `42 s`, `3 min 12 s`, `1 h 4 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return formatNumber(seconds, 's');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Seconds with how far they may be off; an uncertainty is worth its place from a twentieth of the value on. */
export function withUncertainty(seconds: number, uncertainty: number): string {
  const value = formatNumber(seconds, 's');
  return uncertainty >= 0.01 && uncertainty * 20 >= seconds ? `${value} ± ${formatNumber(uncertainty, 's')}` : value;
}

function money(value: number, extraDigits: number): string {
  const amount = decimal(Math.abs(value), significant(value, 3) + extraDigits);
  return `${value < 0 && amount !== '0' ? '-' : ''}$${amount}`;
}

/** An amount in cents, to the cent: `$1,234.50`, `-EUR 0.20`. */
export function formatCents(cents: number, currency: string): string {
  const [whole, hundredths] = [Math.floor(Math.abs(cents) / 100), Math.abs(cents) % 100];
  const amount = `${whole.toLocaleString('en-US')}.${String(hundredths).padStart(2, '0')}`;
  return `${cents < 0 ? '-' : ''}${inCurrency(`$${amount}`, currency)}`;
}

/** A text with amounts in dollars, in the currency that the prices are in: a symbol, or an ISO code with a space after it. */
export function inCurrency(text: string, currency: string): string {
  return currency === '$' ? text : text.replace(/\$(?=\d)/g, /^[A-Z]{3}$/.test(currency) ? `${currency} ` : currency);
}

function secondsDigits(value: number): number {
  const size = Math.abs(value);
  if (size >= 100) return 0;
  return size >= 1 ? 1 : 2;
}

/** Near 100 % the distance to it is what matters: 99.985 % is not 100 %. */
function percentDigits(value: number): number {
  return value > 99 && value < 100 ? significant(100 - value, 2) : Math.max(1, significant(value, 2, 3));
}

/** How many decimals show `digits` significant ones, at most `most`. */
function significant(value: number, digits: number, most = 9): number {
  if (value === 0) return 0;
  return Math.min(most, Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value)))));
}

function decimal(value: number, digits: number): string {
  const text = value.toLocaleString('en-US', {maximumFractionDigits: Math.min(20, digits)});
  return text === '-0' ? '0' : text;
}
