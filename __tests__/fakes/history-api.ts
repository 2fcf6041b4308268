import type {ServerResponse} from 'node:http';
import type {KubeObject} from '../../src/cluster/kube.js';
import type {Clock} from '../../src/runtime/clock.js';
import {type ApiCall, json, refuse, type ScriptedApi, scriptedApi} from './scripted-api.js';

export type Cut = 'closed' | 'reset' | 'mid-line';

/** A collection of ConfigMaps in the namespace `shop` that remembers its history, and can be told to misbehave. */
export interface HistoryApi extends ScriptedApi {
  put(name: string): void;
  remove(name: string): void;
  /** Ends all open watches. */
  cut(how: Cut): void;
  /** Forgets the history: watches can't resume before now. They learn it by a status of 410, or by an ERROR event in a stream of 200. */
  compact(says: 'status' | 'event'): void;
  /** Refuses the next request for the collection with this status. */
  refuseNext(status: number): void;
  bookmark(): void;
  /** Sends the last events once more. */
  repeat(): void;
  state(): Record<string, string>;
  /** When a resourceVersion came to be, by the test's clock. */
  happenedAt(resourceVersion: string): number;
  /** When watches were opened, by the test's clock. */
  openedAt: number[];
}

interface Line {
  type: string;
  object: unknown;
}

interface Change extends Line {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: KubeObject;
  version: number;
}

/** Starts the server. Without `streamingLists` it refuses them, as servers before Kubernetes 1.32 do. */
export async function historyApi(
  clock: Clock,
  {streamingLists = true}: {streamingLists?: boolean} = {},
): Promise<HistoryApi> {
  let version = 1;
  let compactedAt = 0;
  let compactedSays: 'status' | 'event' = 'status';
  let born = 0;
  const history: Change[] = [];
  const objects = new Map<string, KubeObject>();
  const times = new Map<string, number>();
  const open = new Set<ServerResponse>();
  const refusals: number[] = [];
  const openedAt: number[] = [];

  const record = (type: Change['type'], before: KubeObject | undefined, name: string): void => {
    version++;
    const uid = before?.metadata.uid ?? `uid-${++born}`;
    const object = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {name, namespace: 'shop', uid, resourceVersion: String(version)},
      data: {text: 'dé€😀'.repeat(version % 5)},
    };
    if (type === 'DELETED') objects.delete(name);
    else objects.set(name, object);
    times.set(String(version), clock.now());
    const change = {type, object, version};
    history.push(change);
    for (const response of open) sendInPieces(response, change);
  };

  const list = (response: ServerResponse) =>
    // As real ones, the items of a list don't say what they are.
    json(response, 200, {
      kind: 'ConfigMapList',
      metadata: {resourceVersion: String(version)},
      items: [...objects.values()].map(({metadata, data}) => ({metadata, data})),
    });

  const watch = ({query}: ApiCall, response: ServerResponse): void => {
    const since = Number(query.get('resourceVersion') ?? 0);
    const missed = history.filter(one => one.version > since);
    if (query.get('sendInitialEvents') === 'true') follow(response, listFirst());
    else if (since >= compactedAt) follow(response, missed);
    else if (compactedSays === 'status') refuse(response, 410, 'Expired', 'too old resource version');
    else response.end(`${JSON.stringify({type: 'ERROR', object: {kind: 'Status', code: 410, reason: 'Expired'}})}\n`);
  };

  const listFirst = (): Line[] => [
    ...[...objects.values()].map(object => ({type: 'ADDED', object})),
    bookmarkAt(version, {'k8s.io/initial-events-end': 'true'}),
  ];

  const follow = (response: ServerResponse, lines: Line[]): void => {
    response.writeHead(200, {'content-type': 'application/json'}).flushHeaders();
    openedAt.push(clock.now());
    open.add(response);
    response.on('close', () => open.delete(response));
    for (const line of lines) sendInPieces(response, line);
  };

  const api = await scriptedApi((call, response) => {
    const refusal = refusals.shift();
    if (refusal !== undefined) return refuse(response, refusal, 'Scripted', `refused with ${refusal}`);
    if (!call.watch) return list(response);
    const listing = call.query.get('sendInitialEvents') === 'true';
    if (listing && !streamingLists) return refuse(response, 422, 'Invalid', 'sendInitialEvents is forbidden for watch');
    watch(call, response);
  });

  return {
    ...api,
    openedAt,
    put: name => record(objects.has(name) ? 'MODIFIED' : 'ADDED', objects.get(name), name),
    remove: name => {
      if (objects.has(name)) record('DELETED', objects.get(name), name);
    },
    cut: how => {
      for (const response of open) end(response, how);
      open.clear();
    },
    compact: says => {
      compactedAt = version;
      compactedSays = says;
    },
    refuseNext: status => refusals.push(status),
    bookmark: () => {
      for (const response of open) sendInPieces(response, bookmarkAt(version));
    },
    repeat: () => {
      for (const response of open) {
        for (const change of history.slice(-3)) sendInPieces(response, change);
      }
    },
    state: () =>
      Object.fromEntries(
        [...objects.values()].map(({metadata}) => [metadata.name, metadata.resourceVersion ?? '']).sort(),
      ),
    happenedAt: resourceVersion => times.get(resourceVersion) ?? Number.NaN,
  };
}

function bookmarkAt(version: number, annotations?: Record<string, string>) {
  return {
    type: 'BOOKMARK',
    object: {kind: 'ConfigMap', apiVersion: 'v1', metadata: {resourceVersion: String(version), annotations}},
  };
}

/** Cuts a line anywhere, even within a character. */
function sendInPieces(response: ServerResponse, {type, object}: Line): void {
  const bytes = Buffer.from(`${JSON.stringify({type, object})}\n`);
  const middle = Math.floor(bytes.length * 0.73);
  response.write(bytes.subarray(0, middle));
  response.write(bytes.subarray(middle));
}

function end(response: ServerResponse, how: Cut): void {
  if (how === 'closed') return void response.end();
  if (how === 'reset') return void response.socket?.destroy();
  response.write('{"type":"MODIFIED","object":{"metadata":{"na', () => response.socket?.destroy());
}
