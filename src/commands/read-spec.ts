import {existsSync, readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {Failure} from '../failure.js';
import {type LoadedSpec, loadSpec} from '../spec/load-spec.js';
import type {Machine} from './machine.js';

/** Reads a spec from disk; the path is relative to where the command was called. */
export function readSpec(file: string, machine: Pick<Machine, 'cwd' | 'env'>): LoadedSpec {
  return readSpecWith(new Map(), file, machine);
}

/** Reads a spec as if these were the texts of the files at these absolute paths; others are read from disk. */
export function readSpecWith(
  texts: ReadonlyMap<string, string>,
  file: string,
  {cwd, env}: Pick<Machine, 'cwd' | 'env'>,
): LoadedSpec {
  const path = resolve(cwd, file);
  return loadSpec(path, {
    shownAs: file,
    env,
    exists: other => texts.has(other) || existsSync(other),
    readFile: other =>
      texts.get(other) ??
      (other === path ? readText(other, `the spec ${file}`, NAME_IT) : readText(other, `the file ${other}`)),
  });
}

/** Fails when a variable that the spec names is not set: a run needs them all. */
export function requireEnvironment({missingEnv}: LoadedSpec): void {
  if (missingEnv.length === 0) return;
  throw new Failure('usage', `the spec reads environment variables that are not set: ${missingEnv.join(', ')}`, {
    hint: 'Set them, in a workflow by `env:` from secrets.',
  });
}

const NAME_IT = 'Name the file with --spec, such as --spec gate.yaml.';

function readText(path: string, shown: string, hint?: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : String(code);
    throw new Failure('usage', `${shown} can't be read: ${why}`, {hint, cause: error});
  }
}
