import {type ObjectMeta, type ObjectRef, refOf} from '../cluster/kube.js';
import {Failure} from '../failure.js';
import {inApplyOrder} from './apply-order.js';
import {labelsOfRun} from './labels.js';
import {type Manifest, nameWithOrigin} from './manifest.js';
import {refuseTwice} from './refuse-twice.js';
import {kindKey, type Scopes} from './scopes.js';
import {withSubjectsIn} from './subjects.js';

/** An object as it will be applied. */
export interface PreparedManifest extends Manifest {
  ref: ObjectRef;
}

export interface PrepareOptions {
  namespace: string;
  runId: string;
  allowClusterScoped: boolean;
  scopes: Scopes;
}

/** What was read, made fit for the run's namespace, in the order in which to apply it. */
export interface Prepared {
  manifests: PreparedManifest[];
  notices: string[];
}

/**
 * Puts every namespaced object into the namespace and labels all of them as the run's: the objects alone, since labels on
 * selectors or pod templates would change the victim. Fails with `usage` on cluster-scoped objects that are not allowed, and on two of one name.
 */
export function prepare(manifests: readonly Manifest[], options: PrepareOptions): Prepared {
  const kept = manifests.filter(({object}) => !isNamespace(object));
  refuseClusterScoped(kept, options);
  const prepared = kept.map(manifest => prepareOne(manifest, kept, options));
  refuseTwice(prepared, {
    keyOf,
    hint: 'All of the victim is deployed into one namespace, so each name can be used once for a kind.',
  });
  return {
    manifests: inApplyOrder(prepared),
    notices: [...droppedNamespaces(manifests, options), ...rewrittenNamespaces(kept, options)],
  };
}

function prepareOne(manifest: Manifest, all: readonly Manifest[], options: PrepareOptions): PreparedManifest {
  const {namespace: _given, labels, ...metadata} = asWritten(manifest.object.metadata);
  const object = {
    ...withSubjectsIn(options.namespace, manifest.object, all),
    metadata: {
      ...metadata,
      ...(isNamespaced(manifest, options) ? {namespace: options.namespace} : {}),
      labels: {...labels, ...labelsOfRun(options.runId)},
    },
  };
  return {...manifest, object, ref: refOf(object)};
}

/** Without what the server writes, so that the output of `kubectl get -o yaml` can be applied. */
function asWritten(metadata: ObjectMeta & {managedFields?: unknown; selfLink?: unknown}): ObjectMeta {
  const {uid, resourceVersion, generation, creationTimestamp, managedFields, selfLink, ...written} = metadata;
  return written;
}

function refuseClusterScoped(manifests: readonly Manifest[], options: PrepareOptions): void {
  if (options.allowClusterScoped) return;
  const found = manifests.filter(manifest => !isNamespaced(manifest, options));
  if (found.length === 0) return;
  const names = found.map(nameWithOrigin).join(', ');
  throw new Failure('usage', `the manifests hold objects that belong to the whole cluster: ${names}`, {
    hint: 'Set `victim.allowClusterScoped: true` if the run may make them (they are removed at its end), or leave them out.',
  });
}

/** A kind keeps its objects over all versions of its group. */
function keyOf({ref: {apiVersion, kind, name}}: PreparedManifest): string {
  return [apiVersion.replace(/(^|\/)[^/]*$/, ''), kind, name].join('|');
}

function droppedNamespaces(manifests: readonly Manifest[], {namespace}: PrepareOptions): string[] {
  return manifests
    .filter(({object}) => isNamespace(object))
    .map(manifest => `${nameWithOrigin(manifest)} is left out: the run uses the namespace ${namespace}.`);
}

function rewrittenNamespaces(manifests: readonly Manifest[], options: PrepareOptions): string[] {
  const byNamespace = new Map<string, string[]>();
  for (const manifest of manifests) {
    const {namespace, name} = manifest.object.metadata;
    if (namespace === undefined || namespace === options.namespace || !isNamespaced(manifest, options)) continue;
    byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), `${manifest.object.kind}/${name}`]);
  }
  return [...byNamespace].map(
    ([namespace, names]) =>
      `What the manifests put into the namespace ${namespace} is deployed to ${options.namespace} instead: ${names.join(', ')}.`,
  );
}

function isNamespace({apiVersion, kind}: {apiVersion: string; kind: string}): boolean {
  return apiVersion === 'v1' && kind === 'Namespace';
}

function isNamespaced({object}: Manifest, {scopes}: PrepareOptions): boolean {
  return scopes.get(kindKey(object)) === 'namespaced';
}
