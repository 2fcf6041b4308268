import {existsSync, readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {Failure} from '../failure.js';
import {type LoadedSpec, loadSpec} from '../spec/load-spec.js';
import type {Machine} from './machine.js';

/** Reads a spec from disk; the path is relative to where the command was called. */
export function readSpec(file: string, machine: Pick<Machine, 'cwd' | 'env'>): LoadedSpec {
  return readSpecText(file, readText(resolve(machine.cwd, file), file), machine);
}

/** Reads a spec's text as if it stood in that file. */
export function readSpecText(file: string, text: string, {cwd, env}: Pick<Machine, 'cwd' | 'env'>): LoadedSpec {
  const path = resolve(cwd, file);
  const readFile = (other: string): string => (other === path ? text : readText(other, other));
  return loadSpec(path, {shownAs: file, env, exists: existsSync, readFile});
}

/** Fails when a variable that the spec names is not set: a run needs them all. */
export function requireEnvironment({missingEnv}: LoadedSpec): void {
  if (missingEnv.length === 0) return;
  throw new Failure('usage', `the spec reads environment variables that are not set: ${missingEnv.join(', ')}`, {
    hint: 'Set them, in a workflow by `env:` from secrets.',
  });
}

function readText(path: string, asGiven: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : String(code);
    throw new Failure('usage', `${path === asGiven ? 'the file' : 'the spec'} ${asGiven} can't be read: ${why}`, {
      hint: 'Name the file with --spec, such as --spec gate.yaml.',
      cause: error,
    });
  }
}
