import type {Rule} from '../rule.js';
import {secondsIn, share, weigh} from '../weigh.js';

/** The pod was ready, and got no traffic. */
export const endpointsLate: Rule = {
  name: 'endpoints-late',
  diagnose: facts => {
    const seconds = secondsIn('in service', facts);
    const severity = weigh(seconds, facts);
    if (severity === undefined || !facts.timeline.hasService) return undefined;
    return {
      severity,
      seconds,
      what: `the pod was ready and not yet an endpoint of its Service for ${share(seconds, facts)}`,
      fix: 'look at spec.readinessGates of the pods, at the load of kube-controller-manager (--concurrent-service-endpoint-syncs, --endpointslice-updates-batch-period) and at the Service’s selector',
    };
  },
};
