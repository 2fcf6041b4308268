/** A rational number: sums, products and quotients of it are exact. The denominator is above 0. */
export interface Exact {
  readonly n: bigint;
  readonly d: bigint;
}

export const ZERO: Exact = {n: 0n, d: 1n};

/** A whole number, or a decimal as it is written: `0.031611`, `1e-7`. Throws where it is none. */
export function exact(value: number | string): Exact {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(String(value));
  if (match === null || `${match[2]}${match[3]}` === '') throw new Error(`${value} is no decimal number`);
  const [, sign = '', whole = '', decimals = '', exponent = '0'] = match;
  const digits = BigInt(`${whole}${decimals}`) * (sign === '-' ? -1n : 1n);
  const power = Number(exponent) - decimals.length;
  return power >= 0 ? {n: digits * 10n ** BigInt(power), d: 1n} : reduced(digits, 10n ** BigInt(-power));
}

export function plus(a: Exact, b: Exact): Exact {
  return reduced(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function times(a: Exact, b: Exact): Exact {
  return reduced(a.n * b.n, a.d * b.d);
}

/** Throws on a divisor of 0. */
export function over(a: Exact, b: Exact): Exact {
  if (b.n === 0n) throw new Error('nothing can be divided by 0');
  const sign = b.n < 0n ? -1n : 1n;
  return reduced(a.n * b.d * sign, a.d * b.n * sign);
}

export function larger(a: Exact, b: Exact): Exact {
  return a.n * b.d >= b.n * a.d ? a : b;
}

export function smaller(a: Exact, b: Exact): Exact {
  return larger(a, b) === a ? b : a;
}

/** Hundredths, rounded to the nearest; a half goes away from 0. */
export function centsOf({n, d}: Exact): bigint {
  const size = n < 0n ? -n : n;
  const cents = (200n * size + d) / (2n * d);
  return n < 0n ? -cents : cents;
}

/** The nearest number, for people to read. */
export function toNumber({n, d}: Exact): number {
  const scaled = (n * 10n ** 9n) / d;
  return Number(scaled) / 1e9;
}

function reduced(n: bigint, d: bigint): Exact {
  const divisor = gcd(n < 0n ? -n : n, d);
  return divisor > 1n ? {n: n / divisor, d: d / divisor} : {n, d};
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
