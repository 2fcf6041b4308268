import {endsOf, isHeldBack} from '../ends.js';
import type {Rule} from '../rule.js';
import {secondsIn, share, weigh} from '../weigh.js';

/** The fault killed a container again, and the kubelet waited before it started it. */
export const killBackOff: Rule = {
  name: 'kill-back-off',
  diagnose: facts => {
    const {slowest} = facts;
    const seconds = secondsIn('started', facts);
    const severity = weigh(seconds, facts);
    if (slowest === undefined || severity === undefined || !isHeldBack(slowest.pod, facts)) return undefined;
    const {byFault, ofThemselves} = endsOf(slowest.pod, facts);
    const last = byFault.at(-1);
    if (last === undefined || ofThemselves.length > 0) return undefined;
    return {
      severity,
      seconds,
      what: `the kubelet held back container ${last.container} for ${share(seconds, facts)}: it had ended before, and this time the fault ended it`,
      fix: 'use podKill, whose new pods start at once, or leave repeat at 1: the kubelet waits 10 s before the second restart within 10 min, and twice as long each time',
    };
  },
};
