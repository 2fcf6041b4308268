import {type GateHold, gateHolds, gateNames} from '../../readiness-gates.js';
import type {Rule} from '../rule.js';
import {secondsIn, share, weigh} from '../weigh.js';

/** The pod could have served, and got no traffic. */
export const endpointsLate: Rule = {
  name: 'endpoints-late',
  diagnose: facts => {
    const seconds = secondsIn('in service', facts);
    const severity = weigh(seconds, facts);
    if (severity === undefined) return undefined;
    const holds = gateHolds(facts.slowest?.pod.events ?? []);
    if (secondsOf(holds, facts.impact.to) >= seconds / 2) {
      const gates = gateNames(holds);
      return {
        severity,
        seconds,
        what: `the pod’s containers were ready, and it waited for its readiness gates (${gates}), for ${share(seconds, facts)}`,
        fix: `see to what sets the condition ${gates}, such as a load balancer’s controller and its health checks, or take it out of spec.readinessGates`,
      };
    }
    if (!facts.timeline.hasService) return undefined;
    return {
      severity,
      seconds,
      what: `the pod was ready and not yet an endpoint of its Service for ${share(seconds, facts)}`,
      fix: 'look at the load of kube-controller-manager (--concurrent-service-endpoint-syncs, --endpointslice-updates-batch-period), at admission webhooks for EndpointSlices and at the Service’s selector',
    };
  },
};

function secondsOf(holds: readonly GateHold[], until: number): number {
  const ms = holds.map(({from, end}) => Math.max(0, Math.min(end?.at ?? until, until) - from));
  return ms.reduce((a, b) => a + b, 0) / 1000;
}
