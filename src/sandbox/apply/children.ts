import {ANYTHING, fieldsOfStruct, type Type} from '../schema/types.js';

/** A part of a value that can have an owner of its own. `element` is how managed fields write it: `f:spec`, `k:{"name":"web"}`, `v:"x"`. */
export interface Child {
  element: string;
  value: unknown;
  type: Type;
}

/** The parts of a value; undefined for what is owned as a whole. */
export function childrenOf(value: unknown, type: Type): Child[] | undefined {
  if (type.is === 'list') return Array.isArray(value) ? itemsOf(value, type) : undefined;
  if (!isRecord(value)) return undefined;
  if (type.is === 'map' && !type.atomic)
    return Object.entries(value).map(([key, item]) => ({element: `f:${key}`, value: item, type: type.of}));
  if (type.is !== 'struct' || type.atomic) return undefined;
  const fields = fieldsOfStruct(type.name);
  return Object.entries(value).map(([key, item]) => ({
    element: `f:${key}`,
    value: item,
    type: fields.get(key)?.type ?? ANYTHING,
  }));
}

/** How an item of a list with keys is called: `k:{"containerPort":80,"protocol":"TCP"}`. */
export function keyOfItem(item: unknown, keys: readonly string[]): string {
  const fields = isRecord(item) ? item : {};
  // What is left out has a default: the empty value, mostly.
  const fieldOf = (key: string) => fields[key] ?? DEFAULT_KEYS[key] ?? '';
  return `k:${JSON.stringify(Object.fromEntries([...keys].sort().map(key => [key, fieldOf(key)])))}`;
}

const DEFAULT_KEYS: Record<string, unknown> = {protocol: 'TCP', containerPort: 0, port: 0};

/** True for JSON's objects. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function itemsOf(value: unknown[], {of, how}: Type & {is: 'list'}): Child[] | undefined {
  if (how === 'atomic') return undefined;
  const elementOf = how === 'set' ? (item: unknown) => `v:${JSON.stringify(item)}` : keyed(how.keys);
  return value.map(item => ({element: elementOf(item), value: item, type: how === 'set' ? ANYTHING : of}));
}

function keyed(keys: string[]): (item: unknown) => string {
  return item => keyOfItem(item, keys);
}
