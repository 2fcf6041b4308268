import {isCounted} from '../cost/reserved/counted.js';
import {negativeQuantities} from '../cost/reserved/negative.js';
import {asIn, keyOf, type Written} from '../cost/reserved/written.js';
import type {Manifest} from '../deploy/manifest.js';
import {refuseTwice} from '../deploy/refuse-twice.js';
import {Failure} from '../failure.js';

/**
 * The objects of manifests as they are priced, those of this namespace without its name. Fails with `change` where one asks for less than nothing,
 * and with `usage` where one is there twice, as a deployment does.
 */
export function pricedObjects(manifests: readonly Manifest[], namespace: string): Written[] {
  const found = manifests.map(manifest => ({...manifest, priced: asIn(namespace, {...manifest.object})}));
  refuseTwice(
    found.filter(({priced}) => isCounted(priced)),
    {
      keyOf: ({priced}) => keyOf(priced),
      hint: 'Keep one of them: which one holds depends on the order in which they are applied.',
    },
  );
  const objects = found.map(({priced}) => priced);
  const negative = negativeQuantities(objects);
  if (negative.length === 0) return objects;
  throw new Failure('change', negative.join('; '), {hint: 'Kubernetes refuses such a quantity: write 0 or more.'});
}
