import {Failure} from '../failure.js';
import {type Manifest, nameWithOrigin} from './manifest.js';

/** Fails with `usage` where two manifests are of one object, by where both are written. */
export function refuseTwice<T extends Manifest>(
  manifests: readonly T[],
  {keyOf, hint}: {keyOf: (manifest: T) => string; hint: string},
): void {
  const seen = new Map<string, T>();
  for (const manifest of manifests) {
    const key = keyOf(manifest);
    const other = seen.get(key);
    if (other !== undefined)
      throw new Failure('usage', `${nameWithOrigin(manifest)} is there twice: also in ${other.origin}`, {hint});
    seen.set(key, manifest);
  }
}
