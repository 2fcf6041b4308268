import type {KubeObject} from '../../cluster/kube.js';
import type {Kind} from '../kinds.js';
import type {Store} from '../store.js';
import {notFound} from '../store-refusals.js';
import type {Route} from './route.js';
import {selectionOf} from './selection.js';

/** One object; 404 where there is none. */
export function readOne(store: Store, {kind, namespace, name = ''}: Route): KubeObject {
  const found = store.get({...kind, namespace, name});
  if (found === undefined) throw notFound(kind, name);
  return found;
}

/** A list in one piece: `limit` is taken as a wish, which a server may exceed. */
export function readList(store: Store, {kind, namespace}: Route, query: URLSearchParams): unknown {
  const isSelected = selectionOf(query, kind, namespace);
  return listOf(kind, store.list({...kind, namespace}).filter(isSelected), store.revision);
}

/** As real API servers, the items of a list don't say what they are. */
export function listOf({apiVersion, kind}: Kind, objects: readonly KubeObject[], revision: number): unknown {
  const items = objects.map(({apiVersion: _, kind: __, ...item}) => item);
  return {kind: `${kind}List`, apiVersion, metadata: {resourceVersion: String(revision)}, items};
}
