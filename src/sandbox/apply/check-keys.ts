import type {Type} from '../schema/types.js';
import {childrenOf} from './children.js';
import {readablePath} from './field-set.js';

/** What keeps the lists of an object from being merged by their keys: items with the same. */
export function keyProblems(value: unknown, type: Type, path = ''): string[] {
  const children = childrenOf(value, type) ?? [];
  const elements = children.map(({element}) => element);
  const twice = elements.find((element, index) => elements.indexOf(element) !== index);
  if (twice !== undefined) return [`${path}: duplicate entries for key ${readablePath(twice)}`];
  return children.flatMap(child => keyProblems(child.value, child.type, path + readablePath(child.element)));
}
