import {endsOf, isHeldBack} from '../ends.js';
import type {Rule} from '../rule.js';
import {inSeconds, secondsIn} from '../weigh.js';

/** A container of the new pod ended again and again, and waited before each new start. */
export const crashLoop: Rule = {
  name: 'crash-loop',
  diagnose: facts => {
    const {slowest} = facts;
    if (slowest === undefined) return undefined;
    const crashes = endsOf(slowest.pod, facts).ofThemselves;
    const last = crashes.at(-1);
    const waited = isHeldBack(slowest.pod, facts);
    if (last === undefined || (crashes.length < 2 && !waited)) return undefined;
    const seconds = secondsIn('started', facts) + secondsIn('ready', facts);
    const times = crashes.length === 1 ? 'once' : `${crashes.length} times`;
    const waits = waited ? '; the kubelet waits 10 s before the second restart, and twice as long each time' : '';
    return {
      severity: 'high',
      seconds,
      what: `container ${last.container} of ${slowest.pod.name} ended ${times} (exit code ${last.code}) in the ${inSeconds(facts.recovery.seconds)} of its recovery${waits}`,
      fix: 'let it wait and retry for what it needs at its start instead of ending, or order that with spec.initContainers; `kubectl logs --previous` shows its last words',
    };
  },
};
