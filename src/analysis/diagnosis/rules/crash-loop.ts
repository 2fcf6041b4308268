import type {ContainerExit, PodTimeline} from '../../../measure/timeline.js';
import type {Facts, Rule} from '../rule.js';
import {inSeconds, secondsIn} from '../weigh.js';

/** A container of the new pod ended again and again, and waited before each new start. */
export const crashLoop: Rule = {
  name: 'crash-loop',
  diagnose: facts => {
    const {slowest, news} = facts;
    if (slowest === undefined) return undefined;
    const crashes = crashesOf(slowest.pod, facts);
    const last = crashes.at(-1);
    const isHeldBack = news.some(
      ({podUid, reason, message}) => podUid === slowest.pod.uid && reason === 'BackOff' && /restarting/.test(message),
    );
    if (last === undefined || (crashes.length < 2 && !isHeldBack)) return undefined;
    const seconds = secondsIn('started', facts) + secondsIn('ready', facts);
    const waits = isHeldBack ? '; the kubelet waits 10 s before the second restart, and twice as long each time' : '';
    return {
      severity: 'high',
      seconds,
      what: `container ${last.container} of ${slowest.pod.name} ended ${crashes.length} times (exit code ${last.code}) in the ${inSeconds(facts.recovery.seconds)} of its recovery${waits}`,
      fix: 'let it wait and retry for what it needs at its start instead of ending, or order that with spec.initContainers; `kubectl logs --previous` shows its last words',
    };
  },
};

function crashesOf({events}: PodTimeline, {requestedAt, impact}: Facts): ContainerExit[] {
  const endsAt = events.find(({what}) => what === 'terminating')?.at ?? Number.POSITIVE_INFINITY;
  return events.flatMap(({exit, at}) =>
    exit !== undefined && exit.reason !== 'OOMKilled' && at >= requestedAt && at < endsAt && at <= impact.to
      ? [exit]
      : [],
  );
}
