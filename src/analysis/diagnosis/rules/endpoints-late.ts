import type {Facts, Rule} from '../rule.js';
import {secondsIn, share, weigh} from '../weigh.js';

/** The pod could have served, and got no traffic. */
export const endpointsLate: Rule = {
  name: 'endpoints-late',
  diagnose: facts => {
    const seconds = secondsIn('in service', facts);
    const severity = weigh(seconds, facts);
    if (severity === undefined || !facts.timeline.hasService) return undefined;
    const gates = facts.slowest?.facts?.gates.join(', ') ?? '';
    if (gates !== '' && heldByGates(facts) >= seconds / 2) {
      return {
        severity,
        seconds,
        what: `the pod’s containers were ready, and it waited for its readiness gates (${gates}), for ${share(seconds, facts)}`,
        fix: `see to what sets the condition ${gates}, such as a load balancer’s controller and its health checks, or take it out of spec.readinessGates`,
      };
    }
    return {
      severity,
      seconds,
      what: `the pod was ready and not yet an endpoint of its Service for ${share(seconds, facts)}`,
      fix: 'look at the load of kube-controller-manager (--concurrent-service-endpoint-syncs, --endpointslice-updates-batch-period), at admission webhooks for EndpointSlices and at the Service’s selector',
    };
  },
};

/** For how many seconds the slowest pod was not ready though its containers were. */
function heldByGates({slowest, impact}: Facts): number {
  const at = (kind: string): number | undefined => slowest?.pod.events.findLast(({what}) => what === kind)?.at;
  const from = at('containers-ready');
  return from === undefined ? 0 : ((at('ready') ?? impact.to) - from) / 1000;
}
