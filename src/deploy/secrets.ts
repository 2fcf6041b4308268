import type {VictimSpec} from '../spec/schema.js';
import type {Manifest} from './manifest.js';
import {valueFromEnv} from './value-from-env.js';

/** The Secrets of the spec as manifests, their values taken from the environment. */
export function secretManifests(secrets: VictimSpec['secrets'], env: NodeJS.ProcessEnv): Manifest[] {
  return secrets.map(({name, data}) => ({
    origin: `victim.secrets ${name}`,
    object: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {name},
      type: 'Opaque',
      data: Object.fromEntries(
        Object.entries(data).map(([key, value]) => [
          key,
          Buffer.from(valueFromEnv(value, `victim.secrets ${name}.${key}`, env)).toString('base64'),
        ]),
      ),
    },
  }));
}
