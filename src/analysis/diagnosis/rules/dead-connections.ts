import type {PodEvent, PodEventKind, PodTimeline, WorkloadTimeline} from '../../../measure/timeline.js';
import {failuresBetween} from '../failures.js';
import type {Facts, Rule} from '../rule.js';
import {inSeconds} from '../weigh.js';

/** From so long after its end as an endpoint on nobody should speak to a pod any more. */
const LAG_MS = 1_000;
const WATCHED_MS = 60_000;

/** Clients went on using connections to a pod that was no endpoint any more, while others served. */
export const deadConnections: Rule = {
  name: 'dead-connections',
  diagnose: facts => {
    const lost = facts.timeline.pods.flatMap(pod => lostBy(pod, facts));
    const worst = lost.sort((a, b) => b.failed - a.failed)[0];
    if (worst === undefined) return undefined;
    const {pod, failed, lastAfter} = worst;
    return {
      severity: 'medium',
      what: `${failed} requests lost their connection up to ${inSeconds(lastAfter)} after ${pod} had left the Service, while other pods served`,
      fix: 'end kept connections when SIGTERM comes (answer with connection: close, then close them), give them time with terminationGracePeriodSeconds and a lifecycle.preStop sleep of some seconds, and let clients retry on a new connection',
    };
  },
};

interface Lost {
  pod: string;
  failed: number;
  /** Seconds. */
  lastAfter: number;
}

function lostBy(pod: PodTimeline, {samples, timeline, impact}: Facts): Lost[] {
  const left = leftService(pod);
  if (left === undefined || left.at < impact.from) return [];
  const to = Math.min(impact.to, left.at + WATCHED_MS);
  const elsewhere = endsElsewhere(left, timeline);
  const seconds = Array.from({length: Math.max(0, Math.ceil((to - left.at - LAG_MS) / 1000))}, (_, second) => {
    const from = left.at + LAG_MS + second * 1000;
    const {by} = failuresBetween(samples, {from, to: Math.min(from + 1000, to)});
    const isTold = othersServe(timeline.serving, from) && !elsewhere.some(at => isNear(at, from));
    const failed = isTold ? (by.reset ?? 0) + (by.cut ?? 0) : 0;
    return {failed, after: (from - left.at) / 1000 + 1};
  }).filter(({failed}) => failed > 0);
  if (seconds.length === 0) return [];
  const failed = seconds.reduce((sum, second) => sum + second.failed, 0);
  return [{pod: pod.name, failed, lastAfter: seconds.at(-1)?.after ?? 0}];
}

/** For good: it is being deleted. */
function leftService({events}: PodTimeline): PodEvent | undefined {
  const isDeleted = events.some(({what}) => what === 'terminating' || what === 'gone');
  return isDeleted ? events.findLast(({what}) => what === 'out-of-service') : undefined;
}

const ENDS: ReadonlySet<PodEventKind> = new Set(['out-of-service', 'terminating', 'container-exited', 'gone']);

/** When pods ended that lived longer as endpoints: what is lost then may be theirs. */
function endsElsewhere(left: PodEvent, {pods}: WorkloadTimeline): number[] {
  return pods
    .filter(other => (leftService(other)?.at ?? Number.POSITIVE_INFINITY) > left.at)
    .flatMap(({events}) => events.filter(({what}) => ENDS.has(what)).map(({at}) => at));
}

/** Whether the second from `from` on has requests that were under way at that time, or were sent just after. */
function isNear(at: number, from: number): boolean {
  return at > from - LAG_MS && at < from + 1000 + LAG_MS;
}

function othersServe(serving: Facts['timeline']['serving'], at: number): boolean {
  return (serving.findLast(count => count.at <= at)?.serving ?? 0) > 0;
}
