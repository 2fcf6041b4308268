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

/** The body's options win over the query's. */
async function readRemoval({request, query}: Call): Promise<Removal> {
  const body = parseOptions(await readBody(request));
  const seconds =
    body.gracePeriodSeconds ?? (query.has('gracePeriodSeconds') ? Number(query.get('gracePeriodSeconds')) : undefined);
  const propagation = body.propagationPolicy ?? query.get('propagationPolicy') ?? undefined;
  if (propagation !== undefined && !['Background', 'Foreground', 'Orphan'].includes(propagation))
    throw badRequest(`propagationPolicy: Unsupported value: ${JSON.stringify(propagation)}`);
  return {
    uid: body.preconditions?.uid,
    graceSeconds: seconds,
    propagation: propagation as Removal['propagation'],
    dryRun: isDryRun(body.dryRun?.[0] ?? query.get('dryRun')),
  };
}

function parseOptions(text: string): DeleteOptions {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as DeleteOptions;
  } catch (error) {
    throw badRequest(`the options of the deletion are no JSON: ${(error as Error).message}`);
  }
}
