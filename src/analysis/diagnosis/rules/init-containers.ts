import type {InitFacts} from '../../../measure/circumstances/circumstances.js';
import type {Rule} from '../rule.js';
import {inSeconds, secondsIn, share, weigh} from '../weigh.js';

/** The pod waited for its init containers. */
export const initContainers: Rule = {
  name: 'init-containers',
  diagnose: facts => {
    const seconds = secondsIn('init done', facts);
    const severity = weigh(seconds, facts);
    if (severity === undefined) return undefined;
    const inits = facts.slowest?.facts?.initContainers ?? [];
    const each = inits.filter(isEnding).map(lengthOf).join(', ');
    return {
      severity,
      seconds,
      what: `init containers took ${share(seconds, facts)}${each === '' ? '' : ` (${each})`}`,
      fix: fixOf(inits, seconds),
    };
  },
};

function isEnding({isSidecar}: InitFacts): boolean {
  return isSidecar === undefined;
}

function lengthOf({name, seconds}: InitFacts): string {
  return seconds === undefined ? `${name} has not ended` : `${name} ${inSeconds(seconds)}`;
}

function fixOf(inits: readonly InitFacts[], taken: number): string {
  const longest = inits.filter(isEnding).sort((a, b) => (b.seconds ?? Infinity) - (a.seconds ?? Infinity))[0];
  const sidecars = inits.filter(init => !isEnding(init)).map(({name}) => `spec.initContainers[${name}]`);
  const ran = longest === undefined ? 0 : (longest.seconds ?? taken);
  if (sidecars.length > 0 && ran < taken / 2)
    return `let the sidecar ${sidecars.join(' and ')} start faster (its image, its startupProbe), since the other containers wait for that`;
  const work = longest === undefined ? 'spec.initContainers' : `spec.initContainers[${longest.name}]`;
  return `move the work of ${work} into the image, or do it in the service beside the first requests`;
}
