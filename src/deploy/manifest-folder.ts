import {existsSync} from 'node:fs';
import {basename, dirname, join, resolve} from 'node:path';
import type {Manifest} from './manifest.js';
import {readManifestFiles} from './manifest-files.js';
import {type RenderOptions, renderHelm, renderKustomize} from './rendered-manifests.js';

/** Reads a path for what it is: a chart is rendered by Helm, a Kustomize folder by kubectl, and anything else are manifests. */
export async function readManifestFolder(path: string, options: RenderOptions): Promise<Manifest[]> {
  if (existsSync(join(path, 'Chart.yaml'))) {
    const helm = {chart: path, values: []};
    const specName = basename(resolve(path));
    return renderHelm(helm, {...options, specName, namespace: 'default', kubeVersion: '', crds: 'left out'});
  }
  const isKustomize = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].some(name =>
    existsSync(join(path, name)),
  );
  if (isKustomize) return renderKustomize(path, options);
  return readManifestFiles([path], {dir: dirname(resolve(path)), specFile: ''});
}
