import {sameJson} from '../same-json.js';
import type {Type} from '../schema/types.js';
import {childrenOf} from './children.js';

/** Fields of an object, each as the elements of its path in one string; see {@link below}. */
export type FieldSet = ReadonlySet<string>;

/** As Kubernetes writes sets of fields: `{"f:spec":{"f:replicas":{}}}`. */
export interface FieldsV1 {
  [element: string]: FieldsV1;
}

/** No element of a path has a line break in it. */
const BETWEEN = '\n';

/** The path of a part of what is at `path`. */
export function below(path: string, element: string): string {
  return path === '' ? element : path + BETWEEN + element;
}

/** `.spec.containers[name="web"].image` */
export function readablePath(path: string): string {
  return path.split(BETWEEN).map(readableElement).join('');
}

/** All fields that an applied object names. */
export function fieldsOf(value: unknown, type: Type, path = ''): string[] {
  const children = childrenOf(value, type);
  if (children === undefined || children.length === 0) return path === '' ? [] : [path];
  return children.flatMap(child => {
    const inner = below(path, child.element);
    const own = child.element.startsWith('f:') ? [] : [inner];
    return [...own, ...fieldsOf(child.value, child.type, inner)];
  });
}

/** What differs between two states of an object; `changed` is what is new or another value. */
export function differences(before: unknown, after: unknown, type: Type, path = ''): Differences {
  const old = childrenOf(before, type);
  const now = childrenOf(after, type);
  if (old === undefined || now === undefined) {
    return {changed: sameJson(before, after) ? [] : [path], removed: []};
  }
  const others = new Map(old.map(child => [child.element, child]));
  const found: Differences = {changed: [], removed: []};
  for (const child of now) {
    const inner = below(path, child.element);
    const was = others.get(child.element);
    others.delete(child.element);
    if (was === undefined) found.changed.push(...wholeOf(child.value, child.type, inner));
    else {
      const {changed, removed} = differences(was.value, child.value, child.type, inner);
      found.changed.push(...changed);
      found.removed.push(...removed);
    }
  }
  for (const gone of others.values()) found.removed.push(...wholeOf(gone.value, gone.type, below(path, gone.element)));
  return found;
}

export interface Differences {
  changed: string[];
  removed: string[];
}

/** Writes a set as `fieldsV1`. */
export function encodeFields(set: FieldSet): FieldsV1 {
  const root: FieldsV1 = {};
  for (const path of [...set].sort()) {
    let node = root;
    for (const element of path.split(BETWEEN)) {
      node[element] ??= {};
      node = node[element];
    }
    node['.'] = {};
  }
  return withoutLoneDots(root);
}

/** Reads `fieldsV1`. */
export function decodeFields(fields: FieldsV1, path = ''): string[] {
  const entries = Object.entries(fields);
  if (entries.length === 0) return path === '' ? [] : [path];
  return entries.flatMap(([element, inner]) => (element === '.' ? [path] : decodeFields(inner, below(path, element))));
}

/** All paths on the way to these. */
export function prefixesOf(paths: Iterable<string>): Set<string> {
  const all = new Set<string>();
  for (const path of paths) {
    for (let end = path.length; end > 0; end = path.lastIndexOf(BETWEEN, end - 1)) all.add(path.slice(0, end));
  }
  return all;
}

/** What was there or is there with all its parts, containers included. */
function wholeOf(value: unknown, type: Type, path: string): string[] {
  const children = childrenOf(value, type) ?? [];
  return [path, ...children.flatMap(child => wholeOf(child.value, child.type, below(path, child.element)))];
}

function withoutLoneDots(node: FieldsV1): FieldsV1 {
  const entries = Object.entries(node);
  if (entries.length === 1 && node['.'] !== undefined) return {};
  return Object.fromEntries(entries.map(([key, inner]) => [key, key === '.' ? {} : withoutLoneDots(inner)]));
}

function readableElement(element: string): string {
  const text = element.slice(2);
  if (element.startsWith('f:')) return `.${text}`;
  if (element.startsWith('v:')) return `[=${text}]`;
  const keys = Object.entries(JSON.parse(text) as object);
  return `[${keys.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}]`;
}
