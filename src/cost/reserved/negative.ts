import {isCounted} from './counted.js';
import {readExactQuantity} from './pod-requests.js';
import {isRecord, recordIn, textIn, type Written} from './written.js';

/** The quantities below 0 in what is priced, each as a sentence with its object and field; Kubernetes refuses them, and they would lower a sum. */
export function negativeQuantities(objects: readonly Written[]): string[] {
  return objects.filter(isCounted).flatMap(object => {
    const name = `${String(object.kind)}/${textIn(recordIn(object, 'metadata'), 'name') ?? ''}`;
    return negativesIn(object, '').map(field => `${name}: ${field} is below 0`);
  });
}

/** The mappings whose values are quantities. */
const QUANTITIES = new Set(['requests', 'limits', 'overhead', 'podFixed', 'defaultRequest', 'default', 'max', 'min']);

function negativesIn(value: unknown, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => negativesIn(item, `${path}[${index}]`));
  if (!isRecord(value)) return [];
  const holdsQuantities = QUANTITIES.has(path.slice(path.lastIndexOf('.') + 1));
  return Object.entries(value).flatMap(([key, inner]) => {
    const field = path === '' ? key : `${path}.${key}`;
    return holdsQuantities && isNegative(inner) ? [field] : negativesIn(inner, field);
  });
}

function isNegative(written: unknown): boolean {
  const quantity = readExactQuantity(written);
  return quantity !== undefined && quantity.n < 0n;
}
