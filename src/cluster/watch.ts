import {isFailure, messageOf} from '../failure.js';
import type {Clock} from '../runtime/clock.js';
import type {Logger} from '../runtime/logger.js';
import {abortWith} from './abort-with.js';
import {apiErrorOf, wordsOf} from './api-errors.js';
import {withDeadline} from './deadline.js';
import {parseObject} from './json.js';
import type {KubeObject, ObjectSet, RawAnswer, WatchSink} from './kube.js';
import {deedOn, type Located, selectorsOf, withQuery} from './located.js';
import {type Backoff, backoffMs, type Random} from './retry.js';
import {noAnswer, type StreamAnswer, type Transport} from './transport.js';
import {type Asked, remedyFor} from './watch-refusal.js';
import {readLines, type StreamEnd} from './watch-stream.js';
import {createWatchView, type WatchView} from './watch-view.js';

export interface WatchPorts {
  transport: Transport;
  clock: Clock;
  logger: Logger;
  random: Random;
}

/** Servers end a watch after this long, so a stream that is silent for longer is dead. */
const STREAM_SECONDS = {least: 120, spread: 30};
const SILENCE_MARGIN_MS = 10_000;
/** How long a server may take to begin, and between two objects of a streaming list. */
const ANSWER_MS = 15_000;
/** A stream that lasted this long is taken up again at once; else we wait, and longer each time. */
const LASTING_MS = 1_000;
/** Servers send what was missed before anything else: a stream that they end in good order after this long has told it. */
const CAUGHT_UP_MS = 10_000;
const BACKOFF: Backoff = {firstMs: 100, longestMs: 2_000};

interface Watch extends WatchPorts {
  set: ObjectSet;
  located: Located;
  signal: AbortSignal;
  view: WatchView;
  /** False once the server has shown that it knows none. */
  streamingLists: boolean;
}

/**
 * Lists a set, then follows it through interruptions of every kind until the signal aborts (then it resolves). It rejects with what the
 * sink throws, and with {@link ApiError} where trying again can't help: 401, 403, 404 and requests that are wrong.
 */
export async function watchSet(
  set: ObjectSet,
  located: Located,
  sink: WatchSink,
  signal: AbortSignal,
  ports: WatchPorts,
): Promise<void> {
  const {clock, random} = ports;
  const watch: Watch = {...ports, set, located, signal, view: createWatchView(sink), streamingLists: true};
  let failures = 0;
  while (!signal.aborted) {
    const startedAt = clock.now();
    const askedMs = await runSession(watch);
    failures = clock.now() - startedAt >= LASTING_MS ? 0 : failures + 1;
    const pauseMs = failures === 0 ? 0 : backoffMs(failures, BACKOFF, random);
    await clock.sleep(Math.max(askedMs, pauseMs), signal).catch(() => {});
  }
}

/** One connection, from its request to its end. Returns the milliseconds that the server asks us to stay away. */
async function runSession(watch: Watch): Promise<number> {
  const stop = new AbortController();
  const unlink = abortWith(stop, watch.signal);
  try {
    return await session(watch, stop);
  } finally {
    unlink();
    stop.abort();
  }
}

async function session(watch: Watch, stop: AbortController): Promise<number> {
  const {view, clock} = watch;
  if (view.position() === undefined && !watch.streamingLists) {
    const answer = await tried(watch, () => requestList(watch, {}, stop.signal));
    if (answer === undefined) return 0;
    if (answer.status !== 200) return refused(watch, answer, 'list');
    if (!takeList(watch, answer.text)) return 0;
  }
  const asked: Asked = view.position() === undefined ? 'streaming list' : 'resume';
  const seconds = Math.round(STREAM_SECONDS.least + watch.random() * STREAM_SECONDS.spread);
  const stream = await tried(watch, () => open(watch, seconds, stop));
  if (stream === undefined) return 0;
  if ('text' in stream) return refused(watch, stream, asked);
  view.opened(clock.now());
  if (asked === 'resume') void markGap(watch, stop.signal);
  await follow(watch, stream, seconds);
  return 0;
}

/** What was asked, or undefined when there was no answer: then it is tried again, for as long as the caller likes. */
async function tried<T>(watch: Watch, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (watch.signal.aborted) return undefined;
    if (!isFailure(error)) throw error;
    watch.logger.debug(`trying again to ${wordsOf(deedOn(watch.located, 'watch'))}: ${messageOf(error)}`);
    return undefined;
  }
}

function requestList(
  {transport, set, located}: Watch,
  query: Record<string, string>,
  signal: AbortSignal,
): Promise<RawAnswer> {
  return transport.request({method: 'GET', path: withQuery(located.path, {...selectorsOf(set), ...query}), signal});
}

interface List {
  items: KubeObject[] | null;
  metadata: {resourceVersion?: string};
}

/** False when the text is no list, which is no reason to believe that the set is empty. */
function takeList({view, set, clock}: Watch, text: string): boolean {
  const at = clock.now();
  const list = parseObject<List>(text);
  if (list?.metadata?.resourceVersion === undefined) return false;
  // Only the list says what its items are.
  const objects = (list.items ?? []).map(item => ({...item, apiVersion: set.apiVersion, kind: set.kind}));
  view.listed(objects, list.metadata.resourceVersion, at);
  return true;
}

/** The stream, or the refusal. */
async function open(watch: Watch, seconds: number, stop: AbortController): Promise<StreamAnswer | RawAnswer> {
  const {transport, located, set, clock, view} = watch;
  const position = view.position();
  const path = withQuery(located.path, {
    ...selectorsOf(set),
    watch: 'true',
    allowWatchBookmarks: 'true',
    timeoutSeconds: String(seconds),
    ...(position === undefined
      ? {sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan'}
      : {resourceVersion: position}),
  });
  const tooLate = () => noAnswer(transport.server, {method: 'GET', path}, ANSWER_MS);
  return withDeadline({clock, ms: ANSWER_MS, signal: stop.signal, tooLate}, async deadline => {
    // The stream outlives the deadline of its beginning, which is not heard of again once it was met.
    abortWith(stop, deadline);
    const answer = await transport.stream({method: 'GET', path}, stop.signal);
    if (answer.status === 200) return answer;
    return {status: answer.status, headers: answer.headers, text: await answer.body.text()};
  });
}

function refused(watch: Watch, answer: RawAnswer, asked: Asked): number {
  const error = apiErrorOf(answer, deedOn(watch.located, 'watch'), watch.transport.context);
  const remedy = remedyFor(answer.status, answer.text, asked);
  if (remedy === 'give up') throw error;
  if (remedy === 'list anew') watch.view.restart();
  if (remedy === 'list first') watch.streamingLists = false;
  watch.logger.debug(`${error.message} (${remedy})`);
  return (error.retryAfter ?? 0) * 1000;
}

/** Asks for the resourceVersion of this moment, when the stream is open again: what comes with a later one is no part of the gap. */
async function markGap(watch: Watch, signal: AbortSignal): Promise<void> {
  try {
    const {status, text} = await requestList(watch, {limit: '1'}, signal);
    const list = status === 200 ? parseObject<List>(text) : undefined;
    if (!signal.aborted) watch.view.caughtUpAfter(list?.metadata?.resourceVersion);
  } catch {
    // Without it the events keep the gap's bounds until the next bookmark: wider, but true.
  }
}

async function follow(watch: Watch, stream: StreamAnswer, seconds: number): Promise<void> {
  const {view, clock} = watch;
  const openedAt = clock.now();
  const silenceMs = () => (view.listing() ? ANSWER_MS : seconds * 1000 + SILENCE_MARGIN_MS);
  for await (const part of readLines(stream.body, {clock, silenceMs})) {
    if (watch.signal.aborted) return;
    if ('end' in part) return ended(watch, part, openedAt);
    for (const text of part.lines) {
      if (view.line(text, part.at) !== 'fine' || watch.signal.aborted) return;
    }
    view.alive(part.wholeAt);
  }
}

function ended(watch: Watch, {end, wholeAt}: StreamEnd, openedAt: number): void {
  const {view, logger, located} = watch;
  logger.debug(`the watch of ${located.resource} is ${end}`);
  if (end === 'closed' && wholeAt - openedAt >= CAUGHT_UP_MS) view.caughtUp();
  view.alive(wholeAt);
  // A server too old for streaming lists may take the request for a plain watch, and never say that the list is complete.
  if (end === 'silent' && view.listing()) watch.streamingLists = false;
}
