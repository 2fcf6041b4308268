import {type Document, parseAllDocuments, type Tags} from 'yaml';
import type {KubeObject} from '../cluster/kube.js';
import {Failure} from '../failure.js';
import type {Manifest} from './manifest.js';

/** One document of a stream of YAML or JSON, not yet known to be an object of Kubernetes. */
export interface ManifestDocument {
  value: unknown;
  /** `k8s/app.yaml document 2`. */
  origin: string;
}

/** Reads all documents; empty ones are left out but counted. YAML that can't be read fails with `change`, by file and document. */
export function parseDocuments(text: string, file: string): ManifestDocument[] {
  // Kubernetes reads YAML 1.1: `yes` is true and `0644` is octal, but `22:22` and dates are strings.
  const parsed = parseAllDocuments(text, {version: '1.1', customTags: likeKubernetes, prettyErrors: true});
  if ('empty' in parsed) return [];
  return parsed.flatMap((document, index) => {
    const origin = `${file} document ${index + 1}${sourceOf(document)}`;
    const error = document.errors[0];
    if (error !== undefined) throw new Failure('change', `${origin} can't be read: ${error.message.trimEnd()}`);
    const value: unknown = toValue(document, origin);
    return value === null || value === undefined ? [] : [{value, origin}];
  });
}

/** Checks that the documents are objects of Kubernetes, with `kind: List` taken apart. Others fail with `change`. */
export function manifestsOf({value, origin}: ManifestDocument): Manifest[] {
  if (!isRecord(value)) throw new Failure('change', `${origin} is no object of Kubernetes`);
  if (typeof value.kind === 'string' && value.kind.endsWith('List') && Array.isArray(value.items)) {
    return value.items.flatMap((item: unknown, index) =>
      manifestsOf({value: item, origin: `${origin} item ${index + 1}`}),
    );
  }
  const metadata = isRecord(value.metadata) ? value.metadata : {};
  const missing = [
    ...['apiVersion', 'kind'].filter(field => !isText(value[field])),
    ...(isText(metadata.name) ? [] : ['metadata.name']),
  ];
  if (missing.length === 0) return [{object: value as KubeObject, origin}];
  const hint =
    'generateName' in metadata ? 'Give it a name: what only has a generateName can’t be found again.' : undefined;
  throw new Failure('change', `${origin} lacks ${missing.join(', ')}`, {hint});
}

function likeKubernetes(tags: Tags): Tags {
  return tags.filter(tag => {
    if (typeof tag === 'string') return true;
    const isSexagesimal = 'format' in tag && tag.format === 'TIME';
    return !isSexagesimal && tag.tag !== 'tag:yaml.org,2002:timestamp';
  });
}

function toValue(document: Document, origin: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new Failure('change', `${origin} can't be read: ${(error as Error).message}`); // an unknown or endless alias
  }
}

/** Helm names the template in a comment above each document. */
function sourceOf(document: Document): string {
  const source = /^ ?Source: (\S+)$/m.exec(
    `${document.commentBefore ?? ''}\n${document.contents?.commentBefore ?? ''}`,
  );
  return source === null ? '' : ` (${source[1]})`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
