import type {ServerResponse} from 'node:http';
import type {Kube, ObjectSet} from '../../src/cluster/kube.js';
import {connect} from '../../src/cluster/kube-client.js';
import {silentLogger} from '../../src/runtime/logger.js';
import {fastClock} from './fast-clock.js';
import {type HistoryApi, historyApi} from './history-api.js';
import {type RecordingSink, recordingSink} from './recording-sink.js';
import {type Script, type ScriptedApi, scriptedApi} from './scripted-api.js';

/** Pauses are 50 times shorter. */
export const clock = fastClock(50);
/** What is watched. */
export const SET: ObjectSet = {apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop'};

const closers: (() => Promise<unknown>)[] = [];

/** Ends the watches, clients and servers of a test. */
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}

/** The real client of a server; both are closed with the test. */
export function clientOf(api: ScriptedApi): Kube {
  const kube = connect(api.access, {clock, logger: silentLogger});
  closers.push(api.close, () => kube.close());
  return kube;
}

/** A watch of a server with a history, already in sync. */
export async function watching(options: {streamingLists?: boolean; names?: string[]} = {}) {
  const api = await historyApi(clock, options);
  for (const name of options.names ?? []) api.put(name);
  const sink = recordingSink();
  const stop = new AbortController();
  const done = clientOf(api).watch(SET, sink, stop.signal);
  closers.push(async () => {
    stop.abort();
    await done.catch(() => {});
  });
  await sink.until(({syncs}) => syncs.length === 1);
  return {api, sink, stop, done};
}

/** A watch of a server that answers each request for the collection with the next of these scripts. */
export async function scripted(...scripts: Script[]) {
  const api = await scriptedApi((call, response) => (scripts.shift() ?? idle)(call, response));
  const sink = recordingSink();
  const stop = new AbortController();
  const done = clientOf(api).watch(SET, sink, stop.signal);
  done.catch(() => {});
  closers.push(async () => stop.abort());
  return {api, sink, stop, done};
}

const idle: Script = (_, response) => void response.writeHead(200).flushHeaders();

/** Holds once the sink knows what the server has. */
export const converged = (api: HistoryApi) => (sink: RecordingSink) =>
  JSON.stringify(sink.view()) === JSON.stringify(api.state());
/** The queries of all watches so far. */
export const watches = (api: ScriptedApi) => api.calls.filter(call => call.watch).map(call => call.query);

/** A line of a watch. */
export function line(type: string, name: string, version: number, annotations?: Record<string, string>): string {
  return `${JSON.stringify({type, object: {kind: 'ConfigMap', metadata: {name, uid: `uid-${name}`, resourceVersion: String(version), annotations}}})}\n`;
}

/** The line that ends a streaming list, at resourceVersion 5. */
export const LISTED = line('BOOKMARK', '', 5, {'k8s.io/initial-events-end': 'true'});

/** Answers with a stream that stays open. */
export function stream(response: ServerResponse, ...parts: (string | Uint8Array)[]): void {
  response.writeHead(200);
  for (const part of parts) response.write(part);
}
