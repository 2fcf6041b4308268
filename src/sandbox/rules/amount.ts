const SUFFIXES: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A quantity of Kubernetes, such as `250m`, `1Gi` or `1e3`, as a number; NaN for anything else. */
export function amountOf(quantity: string | number): number {
  const {number = '', suffix = ''} =
    /^(?<number>[-+]?[\d.]+(?:[eE][-+]?\d+)?)(?<suffix>[A-Za-z]*)$/.exec(String(quantity))?.groups ?? {};
  return Number(number || Number.NaN) * (SUFFIXES[suffix] ?? Number.NaN);
}
