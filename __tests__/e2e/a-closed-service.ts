import {runKubectl} from './kubectl.js';

/** The Services of a name, to which no endpoint can be added while they are closed. */
export interface ClosedService {
  /**
   * Lets the API server refuse every new ready endpoint, as an overloaded control plane or an admission webhook that is away does:
   * kube-controller-manager tries again and again. Endpoints may leave.
   */
  close(): void;
  /** Does nothing where they are open. */
  open(): void;
}

/** Describes it; nothing is made before `close`. */
export function aClosedService(name: string): ClosedService {
  const policy = `gate-e2e-closes-${name}`;
  const kinds = 'validatingadmissionpolicybinding,validatingadmissionpolicy';
  return {
    close: () => runKubectl(['apply', '-f', '-'], policyManifests(policy, name)),
    open: () => runKubectl(['delete', kinds, policy, '--ignore-not-found']),
  };
}

function policyManifests(policy: string, service: string): string {
  const count = (object: string): string => `${object}.endpoints.filter(e, e.conditions.ready).size()`;
  const items = [
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: {name: policy},
      spec: {
        matchConstraints: {
          objectSelector: {matchLabels: {'kubernetes.io/service-name': service}},
          resourceRules: [
            {
              apiGroups: ['discovery.k8s.io'],
              apiVersions: ['v1'],
              operations: ['UPDATE'],
              resources: ['endpointslices'],
            },
          ],
        },
        validations: [{expression: `${count('object')} <= ${count('oldObject')}`, message: 'no endpoints for now'}],
      },
    },
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: {name: policy},
      spec: {policyName: policy, validationActions: ['Deny']},
    },
  ];
  return JSON.stringify({apiVersion: 'v1', kind: 'List', items});
}
