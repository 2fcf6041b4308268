import {ApiError} from '../../../src/cluster/kube.js';
import {applyFailure} from '../../../src/deploy/apply-refusal.js';

const manifest = {
  object: {apiVersion: 'apps/v1', kind: 'Deployment', metadata: {name: 'x', namespace: 'shop'}},
  origin: 'k8s/app.yaml document 3',
};

describe('applyFailure', () => {
  it.each([
    ['change', 422, 'Invalid', 'Deployment.apps "x" is invalid: spec.selector: Required value'],
    ['change', 400, 'BadRequest', 'strict decoding error: unknown field "spec.replica"'],
    ['change', 403, 'Forbidden', 'deployments.apps "x" is forbidden: exceeded quota: q, requested: count=1'],
    ['change', 500, 'InternalError', 'admission webhook "policy.example" denied the request: no :latest'],
    ['environment', 500, 'InternalError', 'failed calling webhook "policy.example": connection refused'],
    [
      'environment',
      403,
      'Forbidden',
      'User "ci" cannot patch resource "deployments" in API group "apps" in the namespace "shop"',
    ],
    ['environment', 403, 'Forbidden', 'unable to create new content in namespace shop because it is being terminated'],
    ['environment', 503, 'ServiceUnavailable', 'the server is currently unable to handle the request'],
    ['usage', 409, 'Conflict', 'Apply failed with 1 conflict: conflict with "kubectl": .spec.replicas'],
  ])('blames the %s for %d %s: %s', (blame, status, reason, message) => {
    expect(applyFailure(manifest, new ApiError(status, reason, message))).toMatchObject({
      blame,
      message: `k8s/app.yaml document 3 Deployment/x: the API server refused it: ${message}`,
    });
  });

  it('leaves out what the client says about the request', () => {
    const said = 'can\'t apply deployments.apps x in the namespace shop: Deployment.apps "x" is invalid: a: b';
    expect(applyFailure(manifest, new ApiError(422, 'Invalid', said))).toMatchObject({
      message: 'k8s/app.yaml document 3 Deployment/x: the API server refused it: Deployment.apps "x" is invalid: a: b',
    });
  });

  it('returns every other error as it is', () => {
    const error = new Error('socket hang up');
    expect(applyFailure(manifest, error)).toBe(error);
  });
});
