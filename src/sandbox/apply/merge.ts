import type {Type} from '../schema/types.js';
import {childrenOf, isRecord, keyOfItem} from './children.js';
import {below, type FieldSet} from './field-set.js';

/** The live value with what was applied over it: lists with keys are merged by item, what is atomic is replaced. */
export function mergeApplied(live: unknown, applied: unknown, type: Type): unknown {
  const parts = childrenOf(applied, type);
  if (parts === undefined || live === undefined) return structuredClone(applied);
  if (type.is === 'list') return mergeLists(live, applied as unknown[], type);
  if (!isRecord(live)) return structuredClone(applied);
  const merged: Record<string, unknown> = {...live};
  for (const {element, value, type: inner} of parts) {
    const key = element.slice(2);
    merged[key] = mergeApplied(live[key], value, inner);
  }
  return merged;
}

/** The value without the fields of `removed`, as far as nothing of them is in `kept` (which has the prefixes of all that stays). */
export function withoutFields(
  value: unknown,
  type: Type,
  {removed, kept, path = ''}: {removed: FieldSet; kept: FieldSet; path?: string},
): unknown {
  const children = childrenOf(value, type);
  if (children === undefined) return value;
  const left: {element: string; value: unknown}[] = [];
  for (const child of children) {
    const inner = below(path, child.element);
    if (removed.has(inner) && !kept.has(inner)) continue;
    const rest = withoutFields(child.value, child.type, {removed, kept, path: inner});
    // What held nothing but removed fields goes with them.
    if (!kept.has(inner) && isEmpty(rest) && !isEmpty(child.value)) continue;
    left.push({element: child.element, value: rest});
  }
  if (Array.isArray(value)) return left.map(item => item.value);
  return Object.fromEntries(left.map(item => [item.element.slice(2), item.value]));
}

/** Items keep their places; new ones come after the one that they follow in what was applied. */
function mergeLists(live: unknown, applied: unknown[], type: Type & {is: 'list'}): unknown[] {
  const keyOf = (item: unknown) =>
    typeof type.how === 'object' ? keyOfItem(item, type.how.keys) : JSON.stringify(item);
  const old = new Map((Array.isArray(live) ? live : []).map(item => [keyOf(item), item]));
  const wanted = new Map(applied.map(item => [keyOf(item), item]));
  const merged = new Map<string, unknown>();
  const take = (key: string) => merged.set(key, mergeApplied(old.get(key), wanted.get(key), type.of));
  const pending = [...wanted.keys()];
  for (const [key, item] of old) {
    if (!wanted.has(key)) merged.set(key, item);
    while (wanted.has(key) && !merged.has(key)) take(pending.shift() ?? key);
  }
  for (const key of pending) take(key);
  return [...merged.values()];
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
