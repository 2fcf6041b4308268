import type {Type} from '../schema/types.js';
import {childrenOf, isRecord} from './children.js';
import {readablePath} from './field-set.js';

/** What keeps the lists of an object from being merged by their keys: items without them, and items with the same. */
export function keyProblems(value: unknown, type: Type, path = ''): string[] {
  const own = type.is === 'list' && Array.isArray(value) ? listProblems(value, type, path) : [];
  if (own.length > 0) return own;
  const children = childrenOf(value, type) ?? [];
  return children.flatMap(child => keyProblems(child.value, child.type, path + readablePath(child.element)));
}

function listProblems(items: unknown[], type: Type & {is: 'list'}, path: string): string[] {
  const keys = typeof type.how === 'object' ? type.how.keys : [];
  for (const [index, item] of items.entries()) {
    const missing = keys.find(key => key !== 'protocol' && (!isRecord(item) || item[key] === undefined));
    if (missing !== undefined) {
      const why = `associative list with keys has an element that omits key field ${JSON.stringify(missing)} (and doesn't have default value)`;
      return [`${path}: element ${index}: ${why}`];
    }
  }
  const seen = new Set<string>();
  for (const {element} of childrenOf(items, type) ?? []) {
    if (seen.has(element)) return [`${path}: duplicate entries for key ${readablePath(element)}`];
    seen.add(element);
  }
  return [];
}
