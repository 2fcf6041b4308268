import {type KubeObject, refOf} from '../../cluster/kube.js';
import type {Removal, Store} from '../store.js';
import {badRequest} from './answer.js';
import {type ApiPorts, type Call, isDryRun, readBody} from './call.js';
import {listOf, readOne} from './read.js';
import type {Route} from './route.js';
import {selectionOf} from './selection.js';

/** DELETE of one object: what was deleted, or (while something still holds it) the object as it is now. */
export async function removeOne({store}: ApiPorts, route: Route, call: Call): Promise<unknown> {
  const removal = await readRemoval(call);
  const before = readOne(store, route);
  const after = store.remove(refOf(before), removal);
  const isGone = removal.dryRun
    ? after.metadata.deletionTimestamp === undefined
    : store.get(refOf(before))?.metadata.uid !== before.metadata.uid;
  if (!isGone || route.kind.kind === 'Pod') return after;
  const {name, uid} = before.metadata;
  const group = route.kind.apiVersion.includes('/') ? {group: route.kind.apiVersion.split('/')[0]} : {};
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {name, ...group, kind: route.kind.plural, uid},
  };
}

/** DELETE of a collection: each selected object. */
export async function removeAll({store}: ApiPorts, {kind, namespace}: Route, call: Call): Promise<unknown> {
  const removal = await readRemoval(call);
  const isSelected = selectionOf(call.query, kind, namespace);
  const found = store.list({...kind, namespace}).filter(isSelected);
  for (const object of found) removeIfThere(store, object, removal);
  return listOf(kind, found, store.revision);
}

function removeIfThere(store: Store, object: KubeObject, removal: Removal): void {
  if (store.get(refOf(object))?.metadata.uid === object.metadata.uid) store.remove(refOf(object), removal);
}

interface DeleteOptions {
  gracePeriodSeconds?: number;
  propagationPolicy?: string;
  preconditions?: {uid?: string};
  dryRun?: string[];
}

/** Options of the query count only where there is no body. */
async function readRemoval({request, query}: Call): Promise<Removal> {
  const text = await readBody(request);
  const options = text.trim() === '' ? optionsOf(query) : parseOptions(text);
  const {propagationPolicy: propagation} = options;
  if (propagation !== undefined && !['Background', 'Foreground', 'Orphan'].includes(propagation))
    throw badRequest(`propagationPolicy: Unsupported value: ${JSON.stringify(propagation)}`);
  return {
    uid: options.preconditions?.uid,
    graceSeconds: options.gracePeriodSeconds,
    propagation: propagation as Removal['propagation'],
    dryRun: isDryRun(options.dryRun?.[0]),
  };
}

function optionsOf(query: URLSearchParams): DeleteOptions {
  const grace = query.get('gracePeriodSeconds');
  const propagationPolicy = query.get('propagationPolicy');
  return {
    ...(grace === null ? {} : {gracePeriodSeconds: Number(grace)}),
    ...(propagationPolicy === null ? {} : {propagationPolicy}),
    dryRun: query.getAll('dryRun'),
  };
}

function parseOptions(text: string): DeleteOptions {
  try {
    return JSON.parse(text) as DeleteOptions;
  } catch (error) {
    throw badRequest(`the options of the deletion are no JSON: ${(error as Error).message}`);
  }
}
