import type {Pod} from 'kubernetes-types/core/v1.js';
import {selects} from '../../cluster/label-selector.js';
import {isActive} from '../controllers/pod-state.js';
import type {Store} from '../store.js';

/** Which pods, in Chaos Mesh's words. */
export interface ChaosSelector {
  namespaces?: string[];
  pods?: Record<string, string[]>;
  labelSelectors?: Record<string, string>;
  expressionSelectors?: {key: string; operator: string; values?: string[]}[];
}

export interface Selection {
  /** Of the object: where a selector names no namespace. */
  namespace: string;
  selector: ChaosSelector;
  mode: string;
  value: string | undefined;
  random(): number;
}

const KNOWN = ['namespaces', 'pods', 'labelSelectors', 'expressionSelectors'];

/** The pods that an object of Chaos Mesh takes. Throws with a sentence where there is none, or the selector has what the sandbox doesn't know. */
export function selectPods(store: Store, selection: Selection): Pod[] {
  const {selector} = selection;
  const unknown = Object.keys(selector).find(key => !KNOWN.includes(key));
  if (unknown !== undefined) throw new Error(`the sandbox does not select pods by ${unknown}`);
  const all = store.list({apiVersion: 'v1', kind: 'Pod'}).map(object => object as unknown as Pod);
  const found = all.filter(pod => isActive(pod) && pod.status?.phase === 'Running' && isTaken(pod, selection));
  const chosen = shuffled(found, selection.random).slice(0, countOf(selection, found.length));
  if (chosen.length === 0) throw new Error('no pod is selected');
  return chosen;
}

function isTaken({metadata}: Pod, {namespace: own, selector}: Selection): boolean {
  const {name = '', namespace = '', labels} = metadata ?? {};
  if (selector.pods !== undefined) return selector.pods[namespace]?.includes(name) ?? false;
  const {namespaces = [own], labelSelectors = {}, expressionSelectors = []} = selector;
  return (
    namespaces.includes(namespace) &&
    selects({matchLabels: labelSelectors, matchExpressions: expressionSelectors}, labels)
  );
}

function countOf({mode, value, random}: Selection, available: number): number {
  const percent = (share: number): number => Math.floor((share / 100) * available);
  switch (mode) {
    case 'one':
      return 1;
    case 'all':
      return available;
    case 'fixed':
      return Number(value);
    case 'fixed-percent':
      return percent(Number(value));
    default:
      return percent(Number(value) * random());
  }
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  return all
    .map(one => ({one, at: random()}))
    .sort((a, b) => a.at - b.at)
    .map(({one}) => one);
}
