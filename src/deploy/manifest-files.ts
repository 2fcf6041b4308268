import {readdir, readFile, stat} from 'node:fs/promises';
import {join, relative} from 'node:path';
import {Failure, messageOf} from '../failure.js';
import type {Manifest} from './manifest.js';
import {type ManifestDocument, manifestsOf, parseDocuments} from './parse-manifests.js';

export interface ManifestFilesOptions {
  /** Paths in messages are relative to it. */
  dir: string;
  /** The spec, which may lie among the manifests and is none of them. */
  specFile: string;
}

/** Reads files, and folders as `kubectl apply -f` does: *.yaml, *.yml and *.json in the order of their names, no folders below. */
export async function readManifestFiles(paths: readonly string[], options: ManifestFilesOptions): Promise<Manifest[]> {
  const manifests: Manifest[] = [];
  for (const path of paths) {
    const files = await filesOf(path, options);
    const found = (await Promise.all(files.map(file => readManifests(file, options)))).flat();
    if (found.length === 0) throw noManifests(path, options);
    manifests.push(...found);
  }
  return manifests;
}

async function filesOf(path: string, options: ManifestFilesOptions): Promise<string[]> {
  const isFolder = await stat(path).then(
    found => found.isDirectory(),
    () => undefined,
  );
  if (isFolder === undefined) {
    throw new Failure('usage', `the manifests ${nameOf(path, options)} do not exist`, {
      hint: 'Paths under `victim.manifests` are relative to the spec.',
    });
  }
  if (!isFolder) return [path];
  const names = (await readdir(path)).sort();
  refuseOtherTools(path, names, options);
  return names
    .filter(name => /\.(ya?ml|json)$/.test(name))
    .map(name => join(path, name))
    .filter(file => file !== options.specFile);
}

function refuseOtherTools(path: string, names: readonly string[], options: ManifestFilesOptions): void {
  const kustomization = names.find(name => /^(kustomization\.ya?ml|Kustomization)$/.test(name));
  const folder = nameOf(path, options);
  if (kustomization !== undefined) {
    throw new Failure(
      'usage',
      `the folder ${folder} holds a ${kustomization}: its files are not meant to be applied as they are`,
      {
        hint: `Write \`kustomize: ${folder}\` instead of \`manifests\`, or name the files one by one.`,
      },
    );
  }
  if (names.includes('Chart.yaml')) {
    throw new Failure('usage', `the folder ${folder} is a Helm chart`, {
      hint: `Write \`helm: {chart: ${folder}}\` instead of \`manifests\`.`,
    });
  }
}

async function readManifests(file: string, options: ManifestFilesOptions): Promise<Manifest[]> {
  const documents = parseDocuments(await readText(file, options), nameOf(file, options));
  if (isValuesFile(file, documents)) return [];
  return documents.flatMap(manifestsOf);
}

async function readText(file: string, options: ManifestFilesOptions): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new Failure('usage', `${nameOf(file, options)} can't be read: ${messageOf(error)}`, {cause: error});
  }
}

/** Helm's values often lie beside plain manifests; told from a manifest by its name and by having no kind. */
function isValuesFile(file: string, documents: readonly ManifestDocument[]): boolean {
  const hasKind = documents.some(({value}) => typeof value === 'object' && value !== null && 'kind' in value);
  return /(^|\/)values([-.][^/]*)?\.(ya?ml|json)$/.test(file) && !hasKind;
}

function noManifests(path: string, options: ManifestFilesOptions): Failure {
  return new Failure('usage', `${nameOf(path, options)} holds no manifests`, {
    hint: 'Name a file with objects of Kubernetes, or a folder of *.yaml, *.yml or *.json files; folders below it are not read.',
  });
}

function nameOf(path: string, {dir}: ManifestFilesOptions): string {
  return relative(dir, path) || '.';
}
