import {type ChildProcess, spawn, spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {stringify} from 'yaml';
import type {Result} from '../../src/report/result-schema.js';
import {kubectl} from './kubectl.js';

const ROOT = resolve(import.meta.dirname, '../..');

/** The example's folder. */
const CACOP = join(ROOT, 'examples/cacop');

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
  /** result.json, where it was written. */
  result: Result | undefined;
}

/** A folder for one test: its spec, its report and the state of its runs. */
export interface Workspace {
  folder: string;
  out: string;
  /** Writes a file, objects as YAML, and returns its path. */
  write(name: string, content: object | string): string;
  /** Copies the example, with room for a machine that stalls, and returns the path of one of its specs. */
  example(spec: string): string;
  /** Runs the committed bundle to its end. */
  gate(...args: string[]): Promise<Ended>;
  /** Starts the committed bundle. */
  start(...args: string[]): {process: ChildProcess; ended: Promise<Ended>; said(text: string): Promise<void>};
  /** Names of the ledgers that are left. */
  ledgers(): string[];
  remove(): void;
}

/** Makes a workspace. `env` is added to the environment of the runs. */
export function workspace(env: NodeJS.ProcessEnv = {}): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'gate-e2e-'));
  const out = join(folder, 'report');
  const state = join(folder, 'state');
  const start: Workspace['start'] = (...args) => {
    const child = spawn(process.execPath, [join(ROOT, 'dist/cli.js'), ...args], {
      cwd: folder,
      env: {...process.env, CI: 'true', ...env, CHAOS_COST_GATE_STATE: state},
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const texts = {stdout: '', stderr: ''};
    child.stdout.on('data', chunk => (texts.stdout += chunk));
    child.stderr.on('data', chunk => (texts.stderr += chunk));
    const ended = new Promise<Ended>(resolveEnd =>
      child.on('close', code => resolveEnd({code, ...texts, result: readResult(join(out, 'result.json'))})),
    );
    const said = async (text: string): Promise<void> => {
      while (!texts.stderr.includes(text)) {
        if (child.exitCode !== null)
          throw new Error(`the gate ended with ${child.exitCode} before it said “${text}”:\n${texts.stderr}`);
        await sleep(50);
      }
    };
    return {process: child, ended, said};
  };
  return {
    folder,
    out,
    start,
    gate: (...args) => start(...args).ended,
    write: (name, content) => {
      const file = join(folder, name);
      mkdirSync(dirname(file), {recursive: true});
      writeFileSync(file, typeof content === 'string' ? content : stringify(content));
      return file;
    },
    example: spec => {
      cpSync(CACOP, join(folder, 'cacop'), {recursive: true});
      const file = join(folder, 'cacop', spec);
      const text = readFileSync(file, 'utf8').replace('maxLateness: 250ms', 'maxLateness: 1s');
      writeFileSync(file, text.replace(/^phases:/m, 'steady: {p95Slack: 500ms}\nphases:'));
      return file;
    },
    ledgers: () =>
      existsSync(state) ? spawnSync('ls', [state], {encoding: 'utf8'}).stdout.split('\n').filter(Boolean) : [],
    remove: () => rmSync(folder, {recursive: true, force: true}),
  };
}

/** What a run diagnosed: `WORKLOAD RULE` → `WHAT -> FIX`. Throws what the run said where it has no result. */
export function diagnosesOf({stderr, result}: Ended): Record<string, string> {
  if (result === undefined) throw new Error(stderr);
  return Object.fromEntries(
    result.diagnoses.map(({workload, rule, what, fix}) => [`${workload} ${rule}`, `${what} -> ${fix}`]),
  );
}

/** Names of everything in the cluster that carries the gate's label, and of its lease. */
export function leftInCluster(): string[] {
  const label = ['-l', 'app.kubernetes.io/managed-by=chaos-cost-gate'];
  const namespaces = kubectl<{items: {metadata: {name: string}}[]}>('get', 'namespaces', ...label).items.map(
    item => `Namespace/${item.metadata.name}`,
  );
  const others = kubectl<{items: {kind: string; metadata: {name: string; namespace: string}}[]}>(
    ...['get', 'deployments,pods,services,configmaps,leases.coordination.k8s.io', '-A', ...label],
  ).items.map(item => `${item.kind}/${item.metadata.namespace}/${item.metadata.name}`);
  return [...namespaces, ...others, ...chaosInCluster()];
}

/** Names of the objects of Chaos Mesh that are in the cluster. */
export function chaosInCluster(): string[] {
  const kinds = ['podchaos', 'stresschaos', 'networkchaos', 'httpchaos', 'schedules', 'workflows'];
  const names = kinds.map(kind => `${kind}.chaos-mesh.org`).join(',');
  return kubectl<{items: {kind: string; metadata: {name: string; namespace: string}}[]}>('get', names, '-A').items.map(
    item => `${item.kind}/${item.metadata.namespace}/${item.metadata.name}`,
  );
}

/** Waits until the cluster holds nothing of the gate's any more; the namespaces of an interrupted run end after it. */
export async function untilNothingIsLeft(seconds: number): Promise<string[]> {
  for (const end = Date.now() + seconds * 1000; ; await sleep(500)) {
    const left = leftInCluster();
    if (left.length === 0 || Date.now() > end) return left;
  }
}

/** Removes a workspace whose runs must have left nothing, neither a ledger nor an object in the cluster. */
export async function removeWithNothingLeft(space: Workspace): Promise<void> {
  const ledgers = space.ledgers();
  const left = await untilNothingIsLeft(30);
  space.remove();
  expect({ledgers, left}).toEqual({ledgers: [], left: []});
}

function readResult(file: string): Result | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Result) : undefined;
}
