import type {PodEvent, PodEventKind} from '../measure/timeline.js';

/** A time in which nothing but readiness gates kept a pod from being ready. */
export interface GateHold {
  gates: string[];
  /** Monotonic ms. */
  from: number;
  /** What ended it; undefined where it was not seen to end. */
  end: PodEvent | undefined;
}

/** The times in which a pod, by its events, waited for nothing but its readiness gates. */
export function gateHolds(events: readonly PodEvent[]): GateHold[] {
  return events.flatMap(({gates, at}, index) => {
    if (gates === undefined) return [];
    return [{gates, from: at, end: events.slice(index + 1).find(({what}) => ENDS.has(what))}];
  });
}

/** The gates' names, each once; empty where there was no hold. */
export function gateNames(holds: readonly GateHold[]): string {
  return [...new Set(holds.flatMap(({gates}) => gates))].join(', ');
}

const ENDS: ReadonlySet<PodEventKind> = new Set(['ready', 'containers-ready', 'container-exited']);
