import {existsSync, readFileSync} from 'node:fs';
import {basename, dirname, join, resolve} from 'node:path';
import type {Manifest} from './manifest.js';
import {readManifestFiles} from './manifest-files.js';
import {parseDocuments} from './parse-manifests.js';
import {type RenderOptions, renderHelm, renderKustomize} from './rendered-manifests.js';

/** Reads a path for what it is: a chart is rendered by Helm, a Kustomize folder by kubectl, and anything else are manifests. */
export async function readManifestFolder(path: string, options: RenderOptions): Promise<Manifest[]> {
  if (existsSync(join(path, 'Chart.yaml'))) {
    const helm = {chart: path, values: []};
    return renderHelm(helm, {
      ...options,
      specName: releaseOf(path),
      namespace: 'default',
      kubeVersion: '',
      crds: 'left out',
    });
  }
  const isKustomize = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'].some(name =>
    existsSync(join(path, name)),
  );
  if (isKustomize) return renderKustomize(path, options);
  return readManifestFiles([path], {dir: dirname(resolve(path)), specFile: ''});
}

/** By the chart's name, its objects are called alike wherever it lies; in lower case and at most 53 long, as Helm wants it. */
function releaseOf(chart: string): string {
  const [document] = parseDocuments(readFileSync(join(chart, 'Chart.yaml'), 'utf8'), 'Chart.yaml');
  const {name} = (document?.value ?? {}) as {name?: unknown};
  return String(name ?? basename(resolve(chart)))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 53)
    .replace(/^-|-$/g, '');
}
