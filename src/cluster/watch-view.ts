import {parseObject} from './json.js';
import {createKnownObjects, versionNumber} from './known-objects.js';
import type {KubeObject, WatchEvent, WatchSink} from './kube.js';

/** Turns the lines of one stream after another into one story for the sink. All moments are monotonic ms. */
export interface WatchView {
  /** Where a stream can take up the story; undefined when the set must be listed (anew). */
  position(): string | undefined;
  /** True while the events of a streaming list are coming, before they are all there. */
  listing(): boolean;
  /** A stream was opened: one that lists first, or one that resumes at the position. */
  opened(at: number): void;
  /** One line of the stream. After any but a `fine` one the stream is of no use. */
  line(text: string, at: number): 'fine' | 'error' | 'malformed';
  /** The set was listed as a whole. */
  listed(objects: KubeObject[], resourceVersion: string | undefined, at: number): void;
  /** Everything that happened until then has been told, as far as the stream goes. */
  alive(until: number): void;
  /** What was missed in a gap has been told. */
  caughtUp(): void;
  /** In the gap of a resumed stream, everything up to this resourceVersion may have happened; what comes later is live. */
  caughtUpAfter(resourceVersion: string | undefined): void;
  /** The position is of no use any more. */
  restart(): void;
}

interface Line {
  type: WatchEvent['type'] | 'BOOKMARK' | 'ERROR';
  object: KubeObject;
}

/** Starts with nothing known. What the sink throws comes out of every method that tells it something. */
export function createWatchView(sink: WatchSink): WatchView {
  const known = createKnownObjects();
  let position: string | undefined;
  let toldUntil: number | undefined;
  /** Set while events may still belong to a gap: it began at `from`, and ends with the resourceVersion `until` once that is known. */
  let gap: {from: number; until?: bigint | undefined} | undefined;
  let listing: Map<string, KubeObject> | undefined;

  const notBefore = (object: KubeObject, at: number): number => {
    const version = versionNumber(object.metadata.resourceVersion);
    if (gap?.until !== undefined && version !== undefined && version > gap.until) gap = undefined;
    return gap?.from ?? at;
  };

  const replace = (objects: KubeObject[], resourceVersion: string | undefined, at: number): void => {
    const from = toldUntil;
    if (from !== undefined) sink.gap?.(from, at);
    for (const change of known.replace(objects, resourceVersion)) sink.event({...change, at, notBefore: from ?? at});
    sink.synced?.(at);
    position = resourceVersion;
    toldUntil = at;
    gap = undefined;
    listing = undefined;
  };

  const bookmark = (object: KubeObject, at: number): void => {
    const {resourceVersion, annotations} = object.metadata;
    if (listing === undefined) {
      position = resourceVersion ?? position;
      // Bookmarks keep their place in the order of events: what was missed has been told by now.
      if (gap?.until === undefined || (versionNumber(resourceVersion) ?? 0n) >= gap.until) gap = undefined;
    } else if (annotations?.['k8s.io/initial-events-end'] === 'true') {
      replace([...listing.values()], resourceVersion, at);
    }
  };

  const change = (type: WatchEvent['type'], object: KubeObject, at: number): void => {
    if (listing !== undefined) {
      const key = object.metadata.uid ?? `${object.metadata.namespace}/${object.metadata.name}`;
      if (type === 'DELETED') listing.delete(key);
      else listing.set(key, object);
      return;
    }
    const admitted = known.admit({type, object});
    if (admitted === undefined) return;
    position = object.metadata.resourceVersion ?? position;
    sink.event({...admitted, at, notBefore: notBefore(object, at)});
  };

  const restart = (): void => {
    position = undefined;
  };

  return {
    position: () => position,
    listing: () => listing !== undefined,
    opened: at => {
      listing = position === undefined ? new Map() : undefined;
      if (position === undefined || toldUntil === undefined) return;
      gap = {from: toldUntil};
      sink.gap?.(toldUntil, at);
    },
    line: (text, at) => {
      const line = parseLine(text);
      if (line === undefined) return 'malformed';
      if (line.type === 'ERROR') {
        // Mostly 410; but after any error a server owes us events, and only a list is sure to make up for them.
        restart();
        return 'error';
      }
      if (line.type === 'BOOKMARK') bookmark(line.object, at);
      else change(line.type, line.object, at);
      return 'fine';
    },
    listed: replace,
    alive: until => {
      // While a gap is being told, or a list is coming, what happened before `until` may not have been told.
      if (toldUntil !== undefined && gap === undefined && listing === undefined) toldUntil = until;
    },
    caughtUp: () => {
      gap = undefined;
    },
    caughtUpAfter: resourceVersion => {
      if (gap !== undefined) gap.until = versionNumber(resourceVersion);
    },
    restart,
  };
}

const TYPES = new Set(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']);

function parseLine(text: string): Line | undefined {
  const line = parseObject<Line>(text);
  if (line?.type === undefined || !TYPES.has(line.type) || typeof line.object !== 'object' || line.object === null)
    return undefined;
  return line.type === 'ERROR' || typeof line.object.metadata === 'object' ? (line as Line) : undefined;
}
