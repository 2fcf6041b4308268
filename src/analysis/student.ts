/** The inverse of the normal distribution for 0 < p < 0.5, to 1e-5 of it: Student's with very many degrees of freedom. */
export function normalQuantile(p: number): number {
  return studentQuantile(p, 1e6);
}

/** The inverse of Student's distribution for 0 < p < 0.5, to 1e-8 of it; the degrees of freedom need not be whole. */
export function studentQuantile(p: number, degrees: number): number {
  let near = 0;
  let far = 1;
  while (tailBeyond(far, degrees) > p) {
    near = far;
    far *= 2;
  }
  while (far - near > 1e-10 * far) {
    const middle = (near + far) / 2;
    if (tailBeyond(middle, degrees) > p) near = middle;
    else far = middle;
  }
  return -(near + far) / 2;
}

/** The probability of more than t, for t > 0 (Abramowitz & Stegun 26.7.1). */
function tailBeyond(t: number, degrees: number): number {
  const whole = degrees + t ** 2;
  return betaPortion({a: degrees / 2, x: degrees / whole}, {a: 1 / 2, x: t ** 2 / whole}) / 2;
}

/** One of the two sides of the beta distribution: its parameter, and its portion of the interval from 0 to 1. */
interface Side {
  a: number;
  x: number;
}

/**
 * The regularised incomplete beta function I_x(a, b): how much of the distribution is below x. That and what is above it, I_1-x(b, a),
 * make up 1 and have the same factor before their continued fractions (DLMF 8.17.4 and 8.17.22), so no gamma function is needed.
 */
function betaPortion(below: Side, above: Side): number {
  const massBelow = 1 / (below.a * betaFraction(below, above.a));
  const massAbove = 1 / (above.a * betaFraction(above, below.a));
  return massBelow / (massBelow + massAbove);
}

/** What I_x(a, b)'s continued fraction divides 1 by (DLMF 8.17.22), by Lentz's method as Thompson & Barnett changed it (J. Comput. Phys. 64, 1986). */
function betaFraction({a, x}: Side, b: number): number {
  let value = 1;
  let upper = 1;
  let lower = Number.POSITIVE_INFINITY;
  for (let n = 1, change = 0; Math.abs(change - 1) > 1e-14; n++) {
    const m = Math.floor(n / 2);
    const factor = n % 2 === 0 ? m * (b - m) : -(a + m) * (a + b + m);
    const part = (factor * x) / ((a + n - 1) * (a + n));
    upper = notZero(1 + part / upper);
    lower = notZero(1 + part / lower);
    change = upper / lower;
    value *= change;
  }
  return value;
}

function notZero(value: number): number {
  return value === 0 ? Number.EPSILON ** 2 : value;
}
