import type {KubeObject} from '../../cluster/kube.js';
import {type Kind, kindKey} from '../kinds.js';
import type {StoreEvent} from '../store.js';
import {StatusError} from '../store.js';
import {statusOf} from './answer.js';
import {type ApiPorts, type Call, isAsked} from './call.js';
import type {Route} from './route.js';
import {type Selection, selectionOf} from './selection.js';

/** As often as real API servers tell how far a quiet watch is. */
const BOOKMARK_MS = 60_000;
/** How long a watch lasts that doesn't say. */
const LASTS_SECONDS = 1_800;

/** Answers a watch: what was asked for first, then each change, until its time is up or either side ends it. */
export async function watch({store, clock}: ApiPorts, {kind, namespace}: Route, call: Call): Promise<void> {
  const {query, response} = call;
  const begin = beginningOf(query);
  const isSelected = selectionOf(query, kind, namespace);
  const key = kindKey(kind);
  let told = begin.how === 'resume' ? begin.revision : store.revision;

  response.writeHead(200, {'content-type': 'application/json'}).flushHeaders();
  // The connection may have ended without this end of it knowing yet.
  const send = (type: string, object: unknown) =>
    response.writableEnded || response.write(`${JSON.stringify({type, object})}\n`);
  const bookmark = (annotations?: Record<string, string>) => send('BOOKMARK', bookmarkOf(kind, told, annotations));
  if (begin.how !== 'resume')
    for (const object of store.list({...kind, namespace}).filter(isSelected)) send('ADDED', object);
  if (begin.how === 'list') bookmark({'k8s.io/initial-events-end': 'true'});

  const ending = new AbortController();
  const flush = (): void => {
    const events = store.since(key, told);
    if (events === 'expired') {
      send('ERROR', statusOf(tooOld(told, store.revision)));
      ending.abort();
    }
    for (const event of events === 'expired' ? [] : events) {
      const line = lineOf(event, isSelected);
      if (line !== undefined) send(line.type, line.object);
      told = event.revision;
    }
  };
  const unsubscribe = store.subscribe([key], () => ending.signal.aborted || flush());
  const end = () => ending.abort();
  call.signal.addEventListener('abort', end, {once: true});
  flush();
  const repeat = isAsked(query, 'allowWatchBookmarks') ? () => tellQuiet() : undefined;
  const tellQuiet = () => {
    flush();
    told = Math.max(told, store.revision);
    bookmark();
  };
  await lastFor(Number(query.get('timeoutSeconds') ?? LASTS_SECONDS) * 1000, {clock, repeat, signal: ending.signal});
  unsubscribe();
  call.signal.removeEventListener('abort', end);
  response.end();
}

type Beginning = {how: 'list' | 'added'} | {how: 'resume'; revision: number};

function beginningOf(query: URLSearchParams): Beginning {
  const asked = query.get('resourceVersion') ?? '';
  if (query.has('sendInitialEvents')) {
    if (query.get('resourceVersionMatch') !== 'NotOlderThan') throw needsMatch();
    if (isAsked(query, 'sendInitialEvents')) return {how: 'list'};
  }
  if (!/^\d*$/.test(asked)) {
    const parsing = JSON.stringify(asked);
    throw new StatusError(
      500,
      '',
      `resourceVersion: Invalid value: ${parsing}: strconv.ParseUint: parsing ${parsing}: invalid syntax`,
    );
  }
  // Without a position, a watch begins with what there is.
  return Number(asked) === 0 ? {how: 'added'} : {how: 'resume', revision: Number(asked)};
}

/** What a watch of a selection sees of a change: to it, objects come and go when they begin and cease to fit. */
function lineOf(
  {type, object, before}: StoreEvent,
  isSelected: Selection,
): {type: string; object: KubeObject} | undefined {
  const was = type !== 'ADDED' && before !== undefined && isSelected(before);
  const is = type !== 'DELETED' && isSelected(object);
  if (type === 'DELETED') return was ? {type, object} : undefined;
  if (was && !is) {
    const {resourceVersion} = object.metadata;
    return {
      type: 'DELETED',
      object: {...before, metadata: {...before.metadata, ...(resourceVersion && {resourceVersion})}},
    };
  }
  return is ? {type: was ? 'MODIFIED' : 'ADDED', object} : undefined;
}

async function lastFor(
  ms: number,
  {clock, repeat, signal}: {clock: ApiPorts['clock']; repeat: (() => void) | undefined; signal: AbortSignal},
): Promise<void> {
  const until = clock.now() + ms;
  while (!signal.aborted) {
    const left = until - clock.now();
    if (left <= 0) return;
    await clock.sleep(Math.min(left, BOOKMARK_MS), signal).catch(() => {});
    if (!signal.aborted) repeat?.();
  }
}

function bookmarkOf({apiVersion, kind}: Kind, revision: number, annotations?: Record<string, string>): unknown {
  const metadata = {resourceVersion: String(revision), creationTimestamp: null, ...(annotations && {annotations})};
  return {kind, apiVersion, metadata};
}

function tooOld(revision: number, current: number): StatusError {
  return new StatusError(410, 'Expired', `too old resource version: ${revision} (${current})`);
}

function needsMatch(): StatusError {
  const message = 'Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
  const field = 'resourceVersionMatch';
  const causes = [{reason: 'FieldValueForbidden', message, field}];
  return new StatusError(422, 'Invalid', `ListOptions.meta.k8s.io "" is invalid: ${field}: ${message}`, {
    group: 'meta.k8s.io',
    kind: 'ListOptions',
    causes,
  });
}
