import {readinessOf} from '../readiness.js';
import type {Rule} from '../rule.js';
import {inSeconds, share, weigh} from '../weigh.js';

/** The service itself took long to get ready. */
export const slowStart: Rule = {
  name: 'slow-start',
  diagnose: facts => {
    const readiness = readinessOf(facts);
    if (readiness === undefined) return undefined;
    const {container, waited, failures, areAll, cost} = readiness;
    const seconds = waited - cost;
    const severity = weigh(seconds, facts);
    if (severity === undefined) return undefined;
    const last = failures.at(-1);
    const failed =
      last === undefined
        ? ''
        : `; ${areAll ? '' : 'at least '}${failures.length} probes failed meanwhile, the last with “${last.message}”`;
    return {
      severity,
      seconds,
      what: facts.recovery.isBack
        ? `container ${container.name} needed ${share(seconds, facts)} to start${failed}`
        : `container ${container.name} did not get ready within the ${inSeconds(seconds)} after its start${failed}`,
      fix: 'make it start faster (load later what the first request does not need), raise resources.limits.cpu if it is short of CPU while it starts, or raise spec.replicas so that the others can carry the load',
    };
  },
};
