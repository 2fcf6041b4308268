import {runKubectl} from './kubectl.js';

/** Services to which no endpoint can be added. */
export interface ClosedServices {
  open(): void;
}

/**
 * Lets the API server refuse every new ready endpoint of the Services of a name, as an overloaded control plane or an admission webhook that is away
 * does: kube-controller-manager tries again and again. Endpoints may leave.
 */
export function closeServices(name: string): ClosedServices {
  const policy = `gate-e2e-closes-${name}`;
  const count = (object: string): string => `${object}.endpoints.filter(e, e.conditions.ready).size()`;
  const items = [
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: {name: policy},
      spec: {
        matchConstraints: {
          objectSelector: {matchLabels: {'kubernetes.io/service-name': name}},
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
  runKubectl(['apply', '-f', '-'], JSON.stringify({apiVersion: 'v1', kind: 'List', items}));
  const kinds = 'validatingadmissionpolicybinding,validatingadmissionpolicy';
  return {open: () => runKubectl(['delete', kinds, policy, '--ignore-not-found'])};
}
