import type {PodTimeline} from '../../../measure/timeline.js';
import type {Facts, Rule} from '../rule.js';
import {inSeconds} from '../weigh.js';

/** SIGKILL, as a shell tells it. */
const KILLED = 137;

/** A pod that was asked to end did not, until it was killed. */
export const graceOutlived: Rule = {
  name: 'grace-outlived',
  diagnose: facts => {
    const worst = facts.timeline.pods.flatMap(pod => outlivedBy(pod, facts)).sort((a, b) => b.seconds - a.seconds)[0];
    if (worst === undefined) return undefined;
    const {pod, seconds, grace} = worst;
    const holdsUp = facts.workload.startsWith('StatefulSet/');
    return {
      severity: holdsUp ? 'high' : 'medium',
      seconds,
      what: `${pod} did not end on SIGTERM: it was killed ${inSeconds(seconds)} later, when its grace period of ${grace} s was over${holdsUp ? ', and its successor had to wait for that' : ''}`,
      fix: 'handle SIGTERM: stop accepting, finish what is under way, exit. As PID 1 a process gets no default handler, and a shell passes no signal on (use exec, or an init such as tini); or set a terminationGracePeriodSeconds that fits',
    };
  },
};

function outlivedBy(pod: PodTimeline, {impact}: Facts): {pod: string; seconds: number; grace: number}[] {
  const asked = pod.events.find(({what, at}) => what === 'terminating' && at >= impact.from);
  const grace = asked?.graceSeconds ?? 0;
  if (asked === undefined || grace < 1) return [];
  const exits = pod.events.filter(({what, at}) => what === 'container-exited' && at >= asked.at);
  const isKilled = exits.length === 0 || exits.some(({exit}) => exit?.code === KILLED && exit.reason !== 'OOMKilled');
  const end = exits.at(-1) ?? pod.events.find(({what}) => what === 'gone');
  if (end === undefined || !isKilled) return [];
  const seconds = (end.at - asked.at) / 1000;
  return seconds >= grace * 0.9 ? [{pod: pod.name, seconds, grace}] : [];
}
