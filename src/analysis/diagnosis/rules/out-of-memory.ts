import type {Facts, Rule} from '../rule.js';

/** A container went over its memory limit. */
export const outOfMemory: Rule = {
  name: 'out-of-memory',
  diagnose: facts => {
    const kills = facts.timeline.pods.flatMap(pod =>
      pod.events.flatMap(({exit, at}) =>
        exit?.reason === 'OOMKilled' && at <= facts.impact.to ? [{pod, container: exit.container}] : [],
      ),
    );
    const last = kills.at(-1);
    if (last === undefined) return undefined;
    const limit = limitOf(last.pod.uid, last.container, facts);
    const times = kills.length === 1 ? 'once' : `${kills.length} times`;
    return {
      severity: 'high',
      what: `container ${last.container} of ${last.pod.name} was killed ${times} for want of memory (OOMKilled, exit code 137)${limit === undefined ? '' : ` at resources.limits.memory: ${limit}`}`,
      fix: `raise resources.limits.memory of container ${last.container}${limit === undefined ? '' : ` (it is ${limit})`}, or make the runtime keep below it (such as --max-old-space-size or -XX:MaxRAMPercentage)`,
    };
  },
};

function limitOf(uid: string, container: string, {pods}: Facts): string | undefined {
  return pods.find(pod => pod.uid === uid)?.containers.find(({name}) => name === container)?.memoryLimit;
}
