import {isQuantity} from '../../cluster/quantity.js';
import {fieldsOfStruct, type Scalar, type Type} from './types.js';

/** What in an object does not fit its kind. Paths as people write them: `spec.containers[0].nam`. */
export interface Misfit {
  path: string;
  why: 'unknown field' | 'wrong type';
  /** What was expected, and what is there, in the words of JSON. */
  expected: string;
  found: unknown;
}

/** Finds what does not fit, and gives a copy without nulls (which mean nothing) and without unknown fields. */
export function checkFields(value: unknown, type: Type): {value: unknown; misfits: Misfit[]} {
  const misfits: Misfit[] = [];
  return {value: walk(value, type, '', misfits), misfits};
}

/** A JSON value's type, as Go's decoder calls it. */
export function jsonTypeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

function walk(value: unknown, type: Type, path: string, misfits: Misfit[]): unknown {
  const wrong = (expected: string) => {
    misfits.push({path, why: 'wrong type', expected, found: value});
    return value;
  };
  switch (type.is) {
    case 'scalar':
      return fits(value, type.of) ? value : wrong(type.of);
    case 'enum':
      return typeof value === 'string' ? value : wrong('string');
    case 'list':
      if (!Array.isArray(value)) return wrong('list');
      return value.map((item, index) => walk(item, type.of, `${path}[${index}]`, misfits));
    case 'map':
      if (!isRecord(value)) return wrong('map');
      return mapEntries(value, (item, key) => walk(item, type.of, `${path}.${key}`, misfits));
    case 'struct':
      return isRecord(value) ? walkStruct(value, type.name, path, misfits) : wrong('map');
  }
}

function walkStruct(value: Record<string, unknown>, name: string, path: string, misfits: Misfit[]): unknown {
  const fields = fieldsOfStruct(name);
  const known: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const inner = path === '' ? key : `${path}.${key}`;
    const field = fields.get(key);
    if (field === undefined) misfits.push({path: inner, why: 'unknown field', expected: '', found: item});
    else if (item !== null) known[key] = walk(item, field.type, inner, misfits);
  }
  return known;
}

function fits(value: unknown, scalar: Scalar): boolean {
  switch (scalar) {
    case 'any':
      return true;
    case 'string':
    case 'time':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'intOrString':
      return typeof value === 'string' || Number.isInteger(value);
    case 'quantity':
      return (typeof value === 'number' || typeof value === 'string') && isQuantity(value);
  }
}

function mapEntries(value: Record<string, unknown>, change: (item: unknown, key: string) => unknown) {
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries.map(([key, item]) => [key, change(item, key)]));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
