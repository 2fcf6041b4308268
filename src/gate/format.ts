import type {Reading} from '../analysis/finding.js';
import type {Objective, Unit} from '../spec/objective.js';

/** A measured number for people: `12.3 s`, `> 5 s`, `not measured`. `apartFrom` is a number that it must not look equal to. */
export function formatReading({value, bound}: Reading, unit: Unit, apartFrom?: number): string {
  if (value === null) return 'not measured';
  const text = formatValue(value, unit, apartFrom);
  return bound === '>' ? `> ${text}` : text;
}

/** A number with its unit, rounded to what matters; to more where rounding would hide that it isn't `apartFrom`. */
export function formatValue(value: number, unit: Unit, apartFrom = value): string {
  const usual = decimalsFor(value, unit);
  for (let decimals = usual; decimals < MOST_DECIMALS; decimals++) {
    if (value === apartFrom || rounded(value, decimals) !== rounded(apartFrom, decimals))
      return withUnit(value, unit, decimals);
  }
  return withUnit(value, unit, usual);
}

/** A limit as its objective has it: `<= 30 s`, `<= +25% vs baseline`. */
export function formatLimit({operator, limit, unit, versus}: Objective): string {
  const value =
    limit.kind === 'absolute' ? formatValue(limit.value, unit) : formatChange(limit.value, limit.kind, unit);
  return `${operator} ${value}${versus === undefined ? '' : ` vs ${versus}`}`;
}

/** A change with its sign: `+25%`, `+50 ms`, `+1 pp`. */
export function formatChange(value: number, kind: 'percent' | 'delta', unit: Unit, apartFrom?: number): string {
  const text = formatValue(value, kind === 'percent' ? '%' : unit, apartFrom);
  const signed = value < 0 ? text : `+${text}`;
  return kind === 'delta' && unit === '%' ? signed.replace('%', ' pp') : signed;
}

/** A text with amounts in dollars, in the currency that the prices are in: a symbol, or an ISO code with a space after it. */
export function inCurrency(text: string, currency: string): string {
  return currency === '$' ? text : text.replace(/\$(?=\d)/g, /^[A-Z]{3}$/.test(currency) ? `${currency} ` : currency);
}

const MOST_DECIMALS = 8;

function rounded(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}

function decimalsFor(value: number, unit: Unit): number {
  const size = Math.abs(value);
  if (unit === 'count') return 0;
  if (unit === 'ms') return size < 10 ? 1 : 0;
  if (unit === '%') return percentDecimals(value);
  if (unit === '$/month') return 2;
  if (unit.startsWith('$'))
    return size === 0 || size >= 1 ? 2 : Math.min(MOST_DECIMALS - 1, 2 - Math.floor(Math.log10(size)));
  return largeOrSmall(size);
}

/** 99.95 % and 99.5 % are worlds apart. */
function percentDecimals(value: number): number {
  if (value > 99 && value < 100) return 3;
  return Math.abs(value) < 0.1 ? 3 : Math.abs(value) < 10 ? 2 : 1;
}

function largeOrSmall(size: number): number {
  // Two digits that say something, however small the number is.
  if (size < 1) return size === 0 ? 0 : Math.min(MOST_DECIMALS - 1, Math.max(2, 1 - Math.floor(Math.log10(size))));
  return size < 100 ? 1 : 0;
}

function withUnit(value: number, unit: Unit, decimals: number): string {
  const number = rounded(value, decimals);
  switch (unit) {
    case 'count':
      return number;
    case '%':
    case 'x':
      return `${number}${unit}`;
    case '$/month':
      return `${value < 0 ? '-' : ''}$${Math.abs(value).toFixed(Math.max(2, decimals))}${unit.slice(1)}`;
    case '$':
    case '$/h':
      return `${value < 0 ? '-' : ''}$${number.replace('-', '')}${unit.slice(1)}`;
    default:
      return `${number} ${unit}`;
  }
}
