import type {ContainerFacts, PodNews} from '../../measure/circumstances/circumstances.js';
import type {PodEventKind} from '../../measure/timeline.js';
import type {Facts} from './rule.js';
import {secondsIn} from './weigh.js';

/** How the slowest pod got ready, in seconds; undefined where no probe was asked. */
export interface Readiness {
  container: ContainerFacts;
  /** From the container's start until the pod was ready, or was given up. */
  waited: number;
  /** Probes that failed meanwhile. */
  failures: PodNews[];
  /** At most so much of the wait comes from the probe's settings: the delay before the first one, or the gap before the one that passed. */
  cost: number;
  field: 'initialDelaySeconds' | 'periodSeconds';
}

/** Tells the wait for the service from the wait for its probe. */
export function readinessOf(facts: Facts): Readiness | undefined {
  const {slowest} = facts;
  const container = slowest?.facts?.containers
    .filter(({readiness}) => readiness !== undefined)
    .sort((a, b) => delayOf(b) - delayOf(a))[0];
  if (slowest === undefined || container === undefined) return undefined;
  const waited = secondsIn('ready', facts);
  const lastAt = (kind: PodEventKind): number | undefined => slowest.pod.events.findLast(({what}) => what === kind)?.at;
  const readyAt = lastAt('containers-ready') ?? lastAt('ready') ?? facts.impact.to;
  const failures = facts.news.filter(
    ({podUid, reason, message, at}) =>
      podUid === slowest.pod.uid &&
      reason === 'Unhealthy' &&
      /^(Readiness|Startup) probe/.test(message) &&
      at > readyAt - waited * 1000 &&
      at <= readyAt,
  );
  const last = failures.at(-1);
  const frame = {container, waited, failures};
  if (!facts.recovery.isBack && failures.length > 0) return {...frame, cost: 0, field: 'periodSeconds'};
  if (last === undefined) return {...frame, cost: Math.min(waited, delayOf(container)), field: 'initialDelaySeconds'};
  return {...frame, cost: Math.min(waited, (readyAt - last.at) / 1000), field: 'periodSeconds'};
}

/** A readiness probe begins after its own delay, and not before the startup probe has passed. */
function delayOf({readiness, startup}: ContainerFacts): number {
  return Math.max(readiness?.initialDelay ?? 0, startup?.initialDelay ?? 0);
}
