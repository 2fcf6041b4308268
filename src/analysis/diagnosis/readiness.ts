import type {ContainerFacts, PodNews, ProbeFacts} from '../../measure/circumstances/circumstances.js';
import type {PodEventKind} from '../../measure/timeline.js';
import type {Facts} from './rule.js';
import {secondsIn} from './weigh.js';

/** How the slowest pod got ready, in seconds; undefined where no probe was asked. */
export interface Readiness {
  /** The one whose probe failed last, or whose first probe came last. */
  container: ContainerFacts;
  probe: ProbeKind;
  /** From the container's start until the pod was ready, or was given up. */
  waited: number;
  /** Probes that failed meanwhile. */
  failures: PodNews[];
  /** Whether these are all: after 25 Events about a pod the kubelet tells of one in five minutes. */
  areAll: boolean;
  /** At most so much of the wait comes from the probe's settings: the delay before the first one, or the gap before the one that passed. */
  cost: number;
  field: 'initialDelaySeconds' | 'periodSeconds';
}

export type ProbeKind = 'readiness' | 'startup';

type Wait = Pick<Readiness, 'waited' | 'failures'> & {readyAt: number; isBack: boolean};

/** Tells the wait for the service from the wait for its probe. */
export function readinessOf(facts: Facts): Readiness | undefined {
  const {slowest, recovery} = facts;
  if (slowest?.facts === undefined) return undefined;
  const {containers} = slowest.facts;
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
  const wait: Wait = {waited, failures, readyAt, isBack: recovery.isBack};
  const last = failures.at(-1);
  return last === undefined ? afterFirstProbe(containers, wait) : afterFailure(containers, last, wait);
}

function afterFirstProbe(containers: readonly ContainerFacts[], {waited, failures}: Wait): Readiness | undefined {
  const latest = probesOf(containers).sort((a, b) => b.settings.initialDelay - a.settings.initialDelay)[0];
  if (latest === undefined) return undefined;
  const cost = Math.min(waited, latest.settings.initialDelay);
  return {...latest, waited, failures, areAll: true, cost, field: 'initialDelaySeconds'};
}

function afterFailure(
  containers: readonly ContainerFacts[],
  last: PodNews,
  {waited, failures, readyAt, isBack}: Wait,
): Readiness | undefined {
  const kind: ProbeKind = last.message.startsWith('Startup') ? 'startup' : 'readiness';
  const candidates = probesOf(containers).filter(({probe}) => probe === kind);
  const failed =
    candidates.find(({container}) => container.name === last.container) ??
    candidates.sort((a, b) => gapOf(b.settings) - gapOf(a.settings))[0];
  if (failed === undefined) return undefined;
  const most = gapOf(failed.settings);
  const gap = (readyAt - last.at) / 1000;
  const cost = isBack ? Math.min(waited, gap, most) : 0;
  return {...failed, waited, failures, areAll: gap <= 2 * most, cost, field: 'periodSeconds'};
}

interface Probe {
  container: ContainerFacts;
  probe: ProbeKind;
  settings: ProbeFacts;
}

/** A readiness probe begins after its own delay, and not before the startup probe has passed. */
function probesOf(containers: readonly ContainerFacts[]): Probe[] {
  return containers.flatMap(container =>
    (['readiness', 'startup'] as const).flatMap(probe => {
      const settings = container[probe];
      return settings === undefined ? [] : [{container, probe, settings}];
    }),
  );
}

/** From a probe that failed to the one that makes the container ready, if the service is back in between. */
function gapOf({period, successThreshold = 1}: ProbeFacts): number {
  return period * successThreshold;
}
