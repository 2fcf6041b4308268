import {existsSync} from 'node:fs';
import {basename, relative} from 'node:path';
import {pricesOf} from '../cost/prices.js';
import {diffReserved, type Manifests, type ReservedDiff} from '../cost/reserved/diff.js';
import {readManifests} from '../deploy/manifests.js';
import {adviceOf, isFailure, messageOf} from '../failure.js';
import type {Verdict} from '../gate/judge.js';
import {judgeReserved} from '../gate/reserved-findings.js';
import {RESERVED_METRIC} from '../spec/cost-metrics.js';
import type {Spec} from '../spec/schema.js';
import {type BaseTree, openBase} from './base-tree.js';
import type {Machine} from './machine.js';
import {pricedObjects} from './priced-objects.js';
import {readSpec} from './read-spec.js';

/** What the manifests of a spec reserve, and how the limits on it were judged. */
export interface ReservedCost {
  diff: ReservedDiff;
  /** For people, what the base is. */
  comparedWith: string | undefined;
  judged: Verdict;
  /** What the reader should know, in sentences. */
  notices: string[];
}

export interface ReservedOptions {
  machine: Machine;
  signal: AbortSignal;
  /** Named by the caller: a folder or a commit. */
  base: string | undefined;
  /** A pull request's, by the event. */
  baseSha: string | undefined;
}

/** Prices and judges what the spec's manifests reserve; undefined where no limit asks for it. */
export async function reservedCost(spec: Spec, options: ReservedOptions): Promise<ReservedCost | undefined> {
  const limits = [...spec.gate.must, ...spec.gate.should].filter(({metric}) => metric === RESERVED_METRIC);
  if (limits.length === 0) return undefined;
  const head = await objectsOf(spec, options);
  const wantsBase = limits.some(({versus}) => versus === 'base') || options.base !== undefined;
  const base = wantsBase ? await readBase(spec, options) : undefined;
  const found = typeof base === 'object' ? base : undefined;
  const diff = diffReserved({base: found?.objects, head}, {prices: pricesOf(spec.cost), nodes: spec.cost.nodes ?? 1});
  return {
    diff,
    comparedWith: found?.name,
    judged: judgeReserved(spec.gate, {
      before: diff.before?.cents,
      after: diff.after.cents,
      unknown: diff.unknown,
      unknownBefore: diff.unknownBefore,
      noBase: typeof base === 'string' ? base : undefined,
      currency: diff.prices.currency,
    }),
    notices: found?.notices ?? [],
  };
}

type Objects = Manifests['head'];

async function objectsOf(spec: Spec, {machine: {run, env}, signal}: ReservedOptions): Promise<Objects> {
  // Secrets reserve nothing, and their values may not be here.
  const victim = {...spec.victim, secrets: []};
  const namespace = spec.victim.namespace ?? 'default';
  const found = await readManifests({...spec, victim}, {run, env, signal, namespace, kubeVersion: ''});
  return pricedObjects(found, namespace);
}

interface Base {
  /** For people. */
  name: string;
  objects: Objects;
  notices: string[];
}

/** What is deployed of the base, or why that isn't known: what was wrong before is not the change's fault. */
async function readBase(spec: Spec, options: ReservedOptions): Promise<Base | string> {
  const {machine, signal} = options;
  const tree = await openBase({
    ...{run: machine.run, env: machine.env, cwd: machine.cwd, dir: spec.dir, signal},
    named: options.base,
    baseSha: options.baseSha,
  });
  if (typeof tree === 'string') return tree;
  try {
    return {name: tree.name, ...(await objectsOfBase(spec, tree, options))};
  } catch (error) {
    if (signal.aborted || !isFailure(error)) throw error;
    return `the manifests of ${tree.name} can’t be read: ${adviceOf(error)}`;
  } finally {
    await tree.close();
  }
}

/** What the base's own spec deploys, or where it has none, what the head's names there. */
async function objectsOfBase(spec: Spec, tree: BaseTree, options: ReservedOptions): Promise<Omit<Base, 'name'>> {
  const file = tree.at(spec.file);
  const own = victimOf(file, options.machine);
  const victim = typeof own === 'object' ? own : movedTo(tree, spec);
  const present = presentOf(victim);
  const isEmpty = sourcesOf(present).length === 0;
  const dir = tree.at(spec.dir);
  const absent = sourcesOf(victim).filter(path => !existsSync(path));
  const lacking = absent.map(path => relative(dir, path) || basename(dir)).join(', ');
  const asNew = `The base has no ${lacking}: ${isEmpty ? 'all that is reserved' : 'that'} counts as new.`;
  return {
    objects: isEmpty ? [] : await objectsOf({...spec, victim: present, dir, file}, options),
    notices: [...(typeof own === 'string' ? [own] : []), ...(absent.length === 0 ? [] : [asNew])],
  };
}

/** The victim without the paths that lead nowhere. */
function presentOf({manifests = [], kustomize, helm, ...rest}: Spec['victim']): Spec['victim'] {
  const found = manifests.filter(path => existsSync(path));
  return {
    ...rest,
    ...(found.length > 0 ? {manifests: found} : {}),
    ...(kustomize !== undefined && existsSync(kustomize) ? {kustomize} : {}),
    ...(helm !== undefined && existsSync(helm.chart) ? {helm} : {}),
  };
}

function sourcesOf({manifests = [], kustomize, helm}: Spec['victim']): string[] {
  return [...manifests, kustomize, helm?.chart].filter(path => path !== undefined);
}

/** The victim of a spec; undefined where there is none, and a sentence where it can't be read. */
function victimOf(file: string, machine: Machine): Spec['victim'] | string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return readSpec(file, machine).spec.victim;
  } catch (error) {
    const why = messageOf(error).split('\n')[0];
    return `The base's spec can't be read, so its manifests are those that this one names: ${why}`;
  }
}

function movedTo(tree: BaseTree, {victim}: Spec): Spec['victim'] {
  const {manifests, kustomize, helm} = victim;
  return {
    ...victim,
    ...(manifests === undefined ? {} : {manifests: manifests.map(tree.at)}),
    ...(kustomize === undefined ? {} : {kustomize: tree.at(kustomize)}),
    ...(helm === undefined ? {} : {helm: {...helm, chart: tree.at(helm.chart), values: helm.values.map(tree.at)}}),
  };
}
