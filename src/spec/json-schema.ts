import {z} from 'zod';
import type {Path} from './document.js';
import {specSchema} from './schema.js';

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  additionalProperties?: JsonSchema | boolean;
  [keyword: string]: unknown;
}

/** The spec's JSON Schema (draft 2020-12), as people write it: for editors and for checks outside of this program. */
export function specJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(specSchema, {io: 'input', target: 'draft-2020-12'});
  return {
    ...schema,
    // What has experiments has a load; what has none holds limits on what the manifests reserve.
    required: ['victim'],
    oneOf: [{required: ['load', 'experiments']}, {required: ['gate'], not: {required: ['experiments']}}],
    title: 'Spec of Chaos Cost Gate',
    description: 'What to deploy, how to load it, how to break it, and what must hold.',
  };
}

/** The keys that the mapping at a path may have. */
export function keysAt(path: Path): string[] {
  let schemas: JsonSchema[] = [specJsonSchema() as JsonSchema];
  for (const part of path) {
    schemas = schemas.flatMap(alternatives).flatMap(schema => {
      const next =
        typeof part === 'number' ? schema.items : (schema.properties?.[String(part)] ?? schema.additionalProperties);
      return typeof next === 'object' ? [next] : [];
    });
  }
  return [...new Set(schemas.flatMap(alternatives).flatMap(schema => Object.keys(schema.properties ?? {})))];
}

function alternatives(schema: JsonSchema): JsonSchema[] {
  return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(alternatives);
}
