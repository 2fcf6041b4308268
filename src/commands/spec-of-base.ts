import {isAbsolute, relative, resolve} from 'node:path';
import {Failure} from '../failure.js';
import {filesOfSpec, type LoadedSpec} from '../spec/load-spec.js';
import type {Machine} from './machine.js';
import {readSpecWith} from './read-spec.js';

/** A file of the base branch, by its path in the repository; undefined where there is none. */
export type ReadBase = (path: string) => Promise<string | undefined>;

const HINT =
  'Merge it first, or set `spec-ref: head`. What is in a submodule or behind a symbolic link to a folder can’t be read there.';

/**
 * The spec as the base branch has it, with its prices and faults from files as they are there: a change alters none of them. The victim's own files are
 * those of the checkout. Undefined where the base has no such spec; fails with `usage` where it lacks a file of it.
 */
export async function readSpecOfBase(
  file: string,
  machine: Machine,
  readBase: ReadBase,
): Promise<LoadedSpec | undefined> {
  const spec = resolve(machine.cwd, file);
  const text = await readBase(relative(machine.cwd, spec));
  if (text === undefined) return undefined;
  const texts = new Map([[spec, text]]);
  for (const path of filesOfSpec(spec, text)) {
    const inRepository = relative(machine.cwd, path);
    // What lies outside of the checkout is this machine's, and no change reaches it.
    if (inRepository === '..' || inRepository.startsWith('../') || isAbsolute(inRepository)) continue;
    const found = await readBase(inRepository);
    if (found === undefined) throw absentFromBase(`${inRepository}, which its ${relative(machine.cwd, spec)} names`);
    texts.set(path, found);
  }
  return readSpecWith(texts, file, machine);
}

/** The failure that says that the base branch lacks a file. */
export function absentFromBase(what: string): Failure {
  return new Failure('usage', `the base branch has no ${what}`, {hint: HINT});
}
