import {isRecord} from '../apply/children.js';
import {fieldsOfStruct, type Type} from './types.js';

/** The value without the maps and lists that are empty, which Kubernetes' own kinds don't keep unless they must be there. */
export function withoutEmpty(value: unknown, type: Type): unknown {
  if (type.is === 'list' && Array.isArray(value)) return value.map(item => withoutEmpty(item, type.of));
  if (type.is !== 'struct' || !isRecord(value)) return value;
  const fields = fieldsOfStruct(type.name);
  const kept = Object.entries(value).flatMap(([key, item]): [string, unknown][] => {
    const field = fields.get(key);
    if (field === undefined) return [[key, item]];
    const isCollection = field.type.is === 'map' || field.type.is === 'list';
    if (isCollection && !field.required && isEmpty(item)) return [];
    return [[key, withoutEmpty(item, field.type)]];
  });
  return Object.fromEntries(kept);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
