import {relative, resolve} from 'node:path';
import {messageOf} from '../failure.js';
import type {RunEvent} from '../publish/event.js';
import type {GitHub} from '../publish/github.js';
import type {ActionInputs} from '../publish/inputs.js';
import type {LoadedSpec} from '../spec/load-spec.js';
import {loosenedLimits} from '../spec/loosened-limits.js';
import type {Machine} from './machine.js';
import {readSpec} from './read-spec.js';
import {absentFromBase, type ReadBase, readSpecOfBase} from './spec-of-base.js';

/** The spec that holds for a run, with what its reader should know about it. */
export interface ChosenSpec extends LoadedSpec {
  notices: string[];
}

type Ports = {machine: Machine; baseSha: RunEvent['baseSha']; github(token: string): Promise<GitHub>};

/**
 * The spec of the checkout, or on a pull request and in a merge group the base branch's where that is asked for. A change that loosens its own limits is
 * told so; that the base's spec can't be read for this is no reason to fail.
 */
export async function chooseSpec(inputs: ActionInputs, {machine, baseSha, github}: Ports): Promise<ChosenSpec> {
  if (baseSha === undefined) return {...readSpec(inputs.spec, machine), notices: []};
  const path = relative(machine.cwd, resolve(machine.cwd, inputs.spec));
  const readBase: ReadBase = async file => (await github(inputs.token)).readFile(file, baseSha);
  if (inputs.specRef === 'base') {
    const base = await readSpecOfBase(inputs.spec, machine, readBase);
    if (base === undefined) throw absentFromBase(path);
    return {...base, notices: [`The limits are those of the base branch's ${path}.`]};
  }
  const read = readSpec(inputs.spec, machine);
  return {...read, notices: inputs.token === '' ? [] : await looseningNotices(read, path, readBase, machine)};
}

async function looseningNotices(
  read: LoadedSpec,
  path: string,
  readBase: ReadBase,
  machine: Machine,
): Promise<string[]> {
  try {
    const base = await readSpecOfBase(path, machine, readBase);
    if (base === undefined) return [];
    return loosenedLimits(base.spec, read.spec).map(change => `This change loosens ${path}: ${change}`);
  } catch (error) {
    return [`The base branch's ${path} could not be compared with this one: ${messageOf(error).split('\n')[0]}`];
  }
}
