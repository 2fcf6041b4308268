/** A Kubernetes quantity (`100m`, `1.5`, `128Mi`, `1e3`, `2G`) as a number of cores, bytes or seconds. Throws where it is none. */
export function readQuantity(text: string | number): number {
  const {decimal, factor} = partsOfQuantity(String(text));
  return Number(decimal) * factor;
}

/** Whether Kubernetes would read this as a quantity. */
export function isQuantity(text: string | number): boolean {
  return QUANTITY.test(String(text));
}

/** The decimal and the whole factor that a quantity is the product of: `128Mi` is 128 × 1048576. Throws where it is none. */
export function partsOfQuantity(text: string): {decimal: string; factor: number} {
  const match = QUANTITY.exec(text);
  if (match === null) throw new Error(`${JSON.stringify(text)} is no Kubernetes quantity`);
  const [, number = '', suffix = ''] = match;
  // The exponent stays text, so that 1e-3 is the nearest number to 0.001.
  const [exponent, factor] = SUFFIXES[suffix] ?? [suffix, 1];
  return {decimal: `${number}${exponent}`, factor};
}

/** https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource#Quantity: `1E` is an exa, `1E3` a thousand. */
const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;

const SUFFIXES: Record<string, readonly [exponent: string, factor: number] | undefined> = {
  n: ['e-9', 1],
  u: ['e-6', 1],
  m: ['e-3', 1],
  k: ['e3', 1],
  M: ['e6', 1],
  G: ['e9', 1],
  T: ['e12', 1],
  P: ['e15', 1],
  E: ['e18', 1],
  Ki: ['', 2 ** 10],
  Mi: ['', 2 ** 20],
  Gi: ['', 2 ** 30],
  Ti: ['', 2 ** 40],
  Pi: ['', 2 ** 50],
  Ei: ['', 2 ** 60],
};
