import {closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync} from 'node:fs';
import {homedir} from 'node:os';
import {join} from 'node:path';
import type {ObjectRef} from '../cluster/kube.js';
import type {ClusterSpec} from '../spec/schema.js';
import type {Ledger} from './ledger.js';
import {isRunning, type ProcessIdentity, processIdentity} from './process-identity.js';

/** Whose objects these are, and where: enough for a later process to undo them. */
export interface LedgerHeader {
  runId: string;
  process: ProcessIdentity;
  startedAt: string;
  cluster: ClusterSpec;
  context: string;
  server: string;
  /** The files of `KUBECONFIG`, where it was set. */
  kubeconfig: string | undefined;
}

/** An object that may still be there. Without `uid` it is not known whether it was ever made. */
export interface OpenEntry {
  ref: ObjectRef;
  uid: string | undefined;
}

export interface FileLedger extends Ledger {
  readonly file: string;
  open(): OpenEntry[];
  /** Deletes the file when nothing is open any more; otherwise it stays for `clean`. */
  close(): void;
}

/** A ledger that some run left. */
export interface LeftLedger {
  file: string;
  header: LedgerHeader;
  open: OpenEntry[];
  /** Whether the process that wrote it still runs. */
  running: boolean;
}

type Line =
  | {op: 'run'; header: LedgerHeader}
  | {op: 'intend' | 'gone'; ref: ObjectRef}
  | {op: 'created'; ref: ObjectRef; uid: string};

/** Where ledgers are: `$CHAOS_COST_GATE_STATE`, else the XDG state folder. Not the workspace, which a checkout wipes. */
export function ledgerFolder(env: NodeJS.ProcessEnv): string {
  if (env.CHAOS_COST_GATE_STATE) return env.CHAOS_COST_GATE_STATE;
  return join(env.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'chaos-cost-gate');
}

/** Begins a ledger in the folder. Each line has reached the disk when a call returns. */
export function createLedger(folder: string, about: Omit<LedgerHeader, 'process'>): FileLedger {
  mkdirSync(folder, {recursive: true, mode: 0o700});
  const file = join(folder, `${about.runId}.jsonl`);
  const handle = openSync(file, 'wx', 0o600);
  return appender(file, handle, [], {op: 'run', header: {...about, process: processIdentity()}});
}

/** Goes on with a ledger that another process left. */
export function resumeLedger(left: LeftLedger): FileLedger {
  return appender(left.file, openSync(left.file, 'a'), left.open, undefined, left.header.runId);
}

/** The ledgers in the folder, those that can't be read left out. */
export function findLedgers(folder: string): LeftLedger[] {
  return listFolder(folder)
    .filter(name => name.endsWith('.jsonl'))
    .flatMap(name => {
      const file = join(folder, name);
      const lines = readLines(file);
      const first = lines[0];
      if (first?.op !== 'run') return [];
      return [{file, header: first.header, open: openEntries(lines), running: isRunning(first.header.process)}];
    });
}

function appender(
  file: string,
  handle: number,
  open: readonly OpenEntry[],
  first: (Line & {op: 'run'}) | undefined,
  runId = first?.header.runId ?? '',
): FileLedger {
  const entries = new Map(open.map(entry => [keyOf(entry.ref), entry]));
  const write = (line: Line): void => {
    writeSync(handle, `${JSON.stringify(line)}\n`);
    fsyncSync(handle);
    applyLine(entries, line);
  };
  if (first !== undefined) write(first);
  return {
    runId,
    file,
    intend: ref => write({op: 'intend', ref}),
    created: (ref, uid) => write({op: 'created', ref, uid}),
    gone: ref => write({op: 'gone', ref}),
    open: () => [...entries.values()],
    close: () => {
      closeSync(handle);
      if (entries.size === 0) rmSync(file, {force: true});
    },
  };
}

function openEntries(lines: readonly Line[]): OpenEntry[] {
  const entries = new Map<string, OpenEntry>();
  for (const line of lines) applyLine(entries, line);
  return [...entries.values()];
}

function applyLine(entries: Map<string, OpenEntry>, line: Line): void {
  if (line.op === 'run') return;
  const key = keyOf(line.ref);
  if (line.op === 'gone') entries.delete(key);
  else entries.set(key, {ref: line.ref, uid: line.op === 'created' ? line.uid : undefined});
}

function keyOf(ref: ObjectRef): string {
  return [ref.apiVersion, ref.kind, ref.namespace ?? '', ref.name].join('|');
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return []; // never written to
  }
}

/** The last line may be cut where the machine died while it was written. */
function readLines(file: string): Line[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap(text => {
      try {
        return text === '' ? [] : [JSON.parse(text) as Line];
      } catch {
        return [];
      }
    });
}
