import {negativeQuantities} from '../cost/reserved/negative.js';
import {asIn, type Written} from '../cost/reserved/written.js';
import type {Manifest} from '../deploy/manifest.js';
import {Failure} from '../failure.js';

/** The objects of manifests as they are priced, those of this namespace without its name. Fails with `change` where one asks for less than nothing. */
export function pricedObjects(manifests: readonly Manifest[], namespace: string): Written[] {
  const objects = manifests.map(({object}) => asIn(namespace, {...object}));
  const negative = negativeQuantities(objects);
  if (negative.length === 0) return objects;
  throw new Failure('change', negative.join('; '), {hint: 'Kubernetes refuses such a quantity: write 0 or more.'});
}
