import type {Facts, Rule} from '../rule.js';
import {inSeconds, secondsIn, share, weigh} from '../weigh.js';

/** The pod waited for its init containers. */
export const initContainers: Rule = {
  name: 'init-containers',
  diagnose: facts => {
    const seconds = secondsIn('init done', facts);
    const severity = weigh(seconds, facts);
    if (severity === undefined) return undefined;
    const each = eachOf(facts);
    return {
      severity,
      seconds,
      what: `init containers took ${share(seconds, facts)}${each === '' ? '' : ` (${each})`}`,
      fix: `move the work of ${longestOf(facts)} into the image, or do it in the service beside the first requests`,
    };
  },
};

function eachOf({slowest}: Facts): string {
  return (slowest?.facts?.initContainers ?? [])
    .map(({name, seconds}) => (seconds === undefined ? `${name} has not ended` : `${name} ${inSeconds(seconds)}`))
    .join(', ');
}

function longestOf({slowest}: Facts): string {
  const all = slowest?.facts?.initContainers ?? [];
  const longest = [...all].sort((a, b) => (b.seconds ?? Infinity) - (a.seconds ?? Infinity))[0];
  return longest === undefined ? 'spec.initContainers' : `spec.initContainers[${longest.name}]`;
}
