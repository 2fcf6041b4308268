import type {RunCommand} from '../runtime/command.js';
import type {Spec} from '../spec/schema.js';
import type {Manifest} from './manifest.js';
import {readManifestFiles} from './manifest-files.js';
import {renderHelm, renderKustomize} from './rendered-manifests.js';
import {secretManifests} from './secrets.js';

export interface ManifestOptions {
  run: RunCommand;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  /** Where charts will be installed. */
  namespace: string;
  kubeVersion: string;
}

/** Everything that the spec wants deployed, as written: its secrets, its manifests, its Kustomize folder, its chart. */
export async function readManifests(spec: Spec, options: ManifestOptions): Promise<Manifest[]> {
  const {secrets, manifests, kustomize, helm, allowClusterScoped} = spec.victim;
  const found = secretManifests(secrets, options.env);
  if (manifests !== undefined)
    found.push(...(await readManifestFiles(manifests, {dir: spec.dir, specFile: spec.file})));
  if (kustomize !== undefined) found.push(...(await renderKustomize(kustomize, {...options, dir: spec.dir})));
  if (helm !== undefined) {
    const crds = allowClusterScoped ? 'included' : 'left out';
    found.push(...(await renderHelm(helm, {...options, dir: spec.dir, specName: spec.name, crds})));
  }
  return found;
}
