import type {Node, Pod} from 'kubernetes-types/core/v1.js';
import {whyUnfit} from '../../../../src/sandbox/controllers/fit.js';

const node: Node = {
  metadata: {labels: {disk: 'ssd'}},
  status: {allocatable: {cpu: '1', memory: '1Gi', pods: '3'}},
};
const pod = (requests: Record<string, string>, spec: object = {}): Pod => ({
  spec: {containers: [{name: 'one', resources: {requests}}], ...spec},
});
const bound = (requests: Record<string, string>): Pod => pod(requests, {nodeName: 'sandbox'});

describe('the place for a pod', () => {
  it('is there as long as the requests fit', () => {
    expect(whyUnfit(pod({cpu: '400m'}), node, [bound({cpu: '300m'}), bound({cpu: '300m'})])).toBeUndefined();
  });

  it('is missing in the words of the scheduler', () => {
    expect(whyUnfit(pod({cpu: '401m'}), node, [bound({cpu: '600m'})])).toBe('1 Insufficient cpu');
    expect(whyUnfit(pod({cpu: '2', memory: '2Gi'}), node, [])).toBe('1 Insufficient cpu, 1 Insufficient memory');
    expect(whyUnfit(pod({}), node, [bound({}), bound({}), bound({})])).toBe('1 Too many pods');
  });

  it('asks for labels that the node has', () => {
    expect(whyUnfit(pod({}, {nodeSelector: {disk: 'ssd'}}), node, [])).toBeUndefined();
    expect(whyUnfit(pod({}, {nodeSelector: {disk: 'tape'}}), node, [])).toMatch(/didn't match Pod's node affinity/);
  });

  it('takes a limit for a request that is left out', () => {
    const limited: Pod = {spec: {containers: [{name: 'one', resources: {limits: {cpu: '2'}}}]}};
    expect(whyUnfit(limited, node, [])).toBe('1 Insufficient cpu');
  });
});
