import {Command} from 'commander';
import {specJsonSchema} from '../spec/json-schema.js';
import type {Machine} from './machine.js';

/** `schema`: prints the spec's JSON Schema, for editors. */
export function schemaCommand({stdout}: Machine): Command {
  return new Command('schema').description('Print the JSON Schema of the spec, for editors.').action(() => {
    stdout.write(`${JSON.stringify(specJsonSchema(), null, 2)}\n`);
  });
}
