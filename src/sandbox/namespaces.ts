import {type KubeObject, refOf} from '../cluster/kube.js';
import {KIND_KEYS, KINDS} from './kinds.js';
import {timestamp} from './object-birth.js';
import type {Store} from './store.js';

const NAMESPACE = {apiVersion: 'v1', kind: 'Namespace'};
const NAMESPACED = KINDS.filter(({namespaced}) => namespaced);
/** What every namespace has without anybody's doing. */
const FIRST = ['default', 'kube-system'];

/** Makes the first namespaces, gives each namespace its default service account, and empties those that are being deleted until they go. */
export function keepNamespaces(store: Store, today: () => Date): void {
  store.subscribe([...KIND_KEYS], ({type, object}) => {
    const isNamespace = object.kind === 'Namespace';
    if (isNamespace && type === 'ADDED') furnish(store, object.metadata.name);
    // Whatever happens in a namespace that is being deleted may have been the last thing in its way.
    const name = isNamespace ? object.metadata.name : object.metadata.namespace;
    if (name !== undefined && (isNamespace || type !== 'ADDED')) empty(store, name, today);
  });
  for (const name of FIRST) store.create({...NAMESPACE, metadata: {name}});
}

function furnish(store: Store, namespace: string): void {
  if (store.get({...NAMESPACE, name: namespace})?.metadata.deletionTimestamp !== undefined) return;
  const account = {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name: 'default', namespace}};
  if (store.get(refOf(account)) === undefined) store.create(account);
}

function empty(store: Store, name: string, today: () => Date): void {
  const namespace = store.get({...NAMESPACE, name});
  if (namespace?.metadata.deletionTimestamp === undefined) return;
  for (const object of contentOf(store, name)) {
    if (object.metadata.deletionTimestamp === undefined) store.remove(refOf(object), {propagation: 'Background'});
  }
  const left = contentOf(store, name);
  if (left.length > 0) report(store, namespace, left, today);
  else store.update({...NAMESPACE, name}, ({spec, ...rest}) => ({...rest, ...NAMESPACE, metadata: rest.metadata}));
}

function contentOf(store: Store, namespace: string): KubeObject[] {
  return NAMESPACED.flatMap(({apiVersion, kind}) => store.list({apiVersion, kind, namespace}));
}

/** Says in the namespace's conditions what holds it up. */
function report(store: Store, namespace: KubeObject, left: KubeObject[], today: () => Date): void {
  const held = left.flatMap(({metadata}) => metadata.finalizers ?? []);
  const conditions = [
    condition('NamespaceContentRemaining', 'SomeResourcesRemain', `Some resources are remaining: ${tally(left)}`),
    ...(held.length === 0
      ? []
      : [
          condition(
            'NamespaceFinalizersRemaining',
            'SomeFinalizersRemain',
            `Some content in the namespace has finalizers remaining: ${count(held, ' in ', ' resource instances')}`,
          ),
        ]),
  ];
  store.update(
    refOf(namespace),
    object => {
      const before = (object.status as {conditions?: Condition[]} | undefined)?.conditions ?? [];
      const same = (one: Condition) => before.find(old => old.type === one.type && old.message === one.message);
      const since = timestamp(today());
      const dated = conditions.map(one => same(one) ?? {...one, lastTransitionTime: since});
      return {...object, status: {phase: 'Terminating', conditions: dated}};
    },
    {subresource: 'status'},
  );
}

interface Condition {
  type: string;
  status: string;
  reason: string;
  message: string;
  lastTransitionTime?: string;
}

function condition(type: string, reason: string, message: string): Condition {
  return {type, status: 'True', reason, message};
}

function tally(left: KubeObject[]): string {
  const names = left.map(({apiVersion, kind}) => {
    const plural = KINDS.find(one => one.apiVersion === apiVersion && one.kind === kind)?.plural ?? kind;
    return `${plural}.${apiVersion.includes('/') ? apiVersion.split('/')[0] : ''}`;
  });
  return count(names, ' has ', ' resource instances');
}

function count(names: string[], between: string, after: string): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, number]) => `${name}${between}${number}${after}`).join(', ');
}
