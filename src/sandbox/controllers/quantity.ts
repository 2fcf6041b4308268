const UNITS: Record<string, number> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** A quantity of Kubernetes, such as `100m` or `64Mi`, as a number; NaN where it isn't one. */
export function quantity(text: string | number | undefined): number {
  if (text === undefined) return 0;
  const [, value = '', unit = ''] = /^([+-]?[\d.]+(?:e[+-]?\d+)?)([a-zA-Z]*)$/.exec(String(text)) ?? [];
  return value === '' ? Number.NaN : Number(value) * (UNITS[unit] ?? Number.NaN);
}
