import {DEFINITIONS} from './definitions.js';

export type Scalar = 'string' | 'integer' | 'number' | 'boolean' | 'time' | 'quantity' | 'intOrString' | 'any';

/** What a field may hold, and how server-side apply merges it. `atomic` is replaced as a whole. */
export type Type =
  | {is: 'scalar'; of: Scalar}
  | {is: 'enum'; values: string[]}
  | {is: 'struct'; name: string; atomic: boolean}
  | {is: 'map'; of: Type; atomic: boolean}
  | {is: 'list'; of: Type; how: 'atomic' | 'set' | {keys: string[]}};

export interface Field {
  type: Type;
  required: boolean;
}

const SCALARS = new Set(['string', 'integer', 'number', 'boolean', 'time', 'quantity', 'intOrString', 'any']);
const parsed = new Map<string, ReadonlyMap<string, Field>>();
let lines: Map<string, string> | undefined;

/** What is not known in detail. */
export const ANYTHING: Type = {is: 'scalar', of: 'any'};

/** The type of a kind's objects. */
export function typeOfKind({kind}: {kind: string}): Type {
  return fieldsOfStruct(kind).size === 0 ? ANYTHING : {is: 'struct', name: kind, atomic: false};
}

/** The fields of a struct; none for a name that is not defined. */
export function fieldsOfStruct(name: string): ReadonlyMap<string, Field> {
  const known = parsed.get(name);
  if (known !== undefined) return known;
  lines ??= new Map(DEFINITIONS.trim().split('\n').map(splitName));
  const fields = new Map((lines.get(name) ?? '').split(' ').filter(Boolean).map(parseField));
  parsed.set(name, fields);
  return fields;
}

function splitName(line: string): [string, string] {
  const space = line.indexOf(' ');
  return space < 0 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)];
}

function parseField(text: string): [string, Field] {
  const colon = text.indexOf(':');
  const required = text.endsWith('*');
  return [text.slice(0, colon), {type: parseType(text.slice(colon + 1, required ? -1 : undefined)), required}];
}

function parseType(text: string): Type {
  const atomic = text.startsWith('=');
  const rest = atomic ? text.slice(1) : text;
  if (rest.startsWith('~')) return {is: 'map', of: parseType(rest.slice(1)), atomic};
  if (rest.startsWith('[')) return {is: 'list', of: parseType(rest.slice(1, -1)), how: 'atomic'};
  if (rest.startsWith('<')) return {is: 'list', of: parseType(rest.slice(1, -1)), how: 'set'};
  if (rest.startsWith('{')) return keyedList(rest);
  if (rest.includes('|')) return {is: 'enum', values: rest.split('|').filter(Boolean)};
  if (SCALARS.has(rest)) return {is: 'scalar', of: rest as Scalar};
  return {is: 'struct', name: rest, atomic};
}

function keyedList(text: string): Type {
  const end = text.indexOf('}');
  return {is: 'list', of: parseType(text.slice(end + 1)), how: {keys: text.slice(1, end).split(',')}};
}
