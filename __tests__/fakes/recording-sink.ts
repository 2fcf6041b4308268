import type {KubeObject, WatchEvent, WatchSink} from '../../src/cluster/kube.js';

export interface RecordingSink extends WatchSink {
  events: WatchEvent[];
  gaps: {from: number; to: number}[];
  syncs: number[];
  /** `ADDED a@3`, in order. */
  told(): string[];
  /** What someone who believed every event knows now: name and resourceVersion. */
  view(): Record<string, string>;
  /** Resolves when `ready` holds after an event, a sync or a gap. */
  until(ready: (sink: RecordingSink) => boolean): Promise<void>;
}

/** Writes down what a watch says. */
export function recordingSink(onEvent: (event: WatchEvent) => void = () => {}): RecordingSink {
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const check of waiting) check();
  };
  const sink: RecordingSink = {
    events: [],
    gaps: [],
    syncs: [],
    event: event => {
      sink.events.push(event);
      onEvent(event);
      wake();
    },
    synced: at => {
      sink.syncs.push(at);
      wake();
    },
    gap: (from, to) => {
      sink.gaps.push({from, to});
      wake();
    },
    told: () => sink.events.map(({type, object}) => `${type} ${nameAndVersion(object)}`),
    view: () => viewOf(sink.events),
    until: ready =>
      new Promise(resolve => {
        const check = () => {
          if (!ready(sink)) return;
          waiting.delete(check);
          resolve();
        };
        waiting.add(check);
        check();
      }),
  };
  return sink;
}

function nameAndVersion({metadata}: KubeObject): string {
  return `${metadata.name}@${metadata.resourceVersion}`;
}

function viewOf(events: WatchEvent[]): Record<string, string> {
  const view = new Map<string, KubeObject>();
  for (const {type, object} of events) {
    if (type === 'DELETED') view.delete(object.metadata.uid ?? '');
    else view.set(object.metadata.uid ?? '', object);
  }
  return Object.fromEntries(
    [...view.values()].map(({metadata}) => [metadata.name, metadata.resourceVersion ?? '']).sort(),
  );
}
