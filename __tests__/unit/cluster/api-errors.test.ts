import {apiErrorOf} from '../../../src/cluster/api-errors.js';

const deed = {verb: 'create', resource: 'pods', name: 'web', namespace: 'shop'};
const refused = (message: string) =>
  apiErrorOf(
    {status: 403, headers: {}, text: JSON.stringify({kind: 'Status', reason: 'Forbidden', message})},
    deed,
    'kind-ci',
  ).message;

describe('apiErrorOf', () => {
  it('shows how to look at rights where RBAC refuses', () => {
    const words = refused(
      'pods is forbidden: User "ci" cannot create resource "pods" in API group "" in the namespace "shop"',
    );
    expect(words).toContain('the context kind-ci may not create pods web in the namespace shop');
    expect(words).toContain('kubectl --context kind-ci auth can-i create pods -n shop');
  });

  it.each([
    'pods "web" is forbidden: exceeded quota: small, requested: cpu=2, used: cpu=0, limited: cpu=1',
    'pods "web" is forbidden: violates PodSecurity "restricted:latest": runAsNonRoot != true',
    'admission webhook "policy.example.com" denied the request: no',
  ])('passes on a refusal that no right would change: %s', message => {
    expect(refused(message)).toBe(`can't create pods web in the namespace shop: ${message}`);
  });
});
