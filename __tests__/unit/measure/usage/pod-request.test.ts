import type {Pod} from 'kubernetes-types/core/v1.js';
import {podRequest} from '../../../../src/measure/usage/pod-request.js';

const container = (cpu: string, memory: string, more: object = {}) => ({
  name: 'c',
  resources: {requests: {cpu, memory}},
  ...more,
});
const pod = (spec: object): Pod => ({spec}) as Pod;
const MIB = 2 ** 20;

describe('podRequest', () => {
  it('adds up the containers', () => {
    expect(podRequest(pod({containers: [container('100m', '64Mi'), container('1', '1Gi')]}))).toEqual({
      cpu: 1.1,
      memory: 1088 * MIB,
    });
  });

  it('takes an init container where it wants more, and the sidecars with it', () => {
    const initContainers = [container('100m', '10Mi', {restartPolicy: 'Always'}), container('2', '20Mi')];
    expect(podRequest(pod({initContainers, containers: [container('500m', '64Mi')]}))).toEqual({
      cpu: 2.1,
      memory: 74 * MIB,
    });
  });

  it('adds the overhead, and lets a request of the whole pod stand for its containers', () => {
    expect(podRequest(pod({overhead: {cpu: '250m'}, containers: [container('500m', '1Mi')]})).cpu).toBe(0.75);
    expect(podRequest(pod({resources: {requests: {cpu: '3'}}, containers: [container('500m', '1Mi')]}))).toEqual({
      cpu: 3,
      memory: MIB,
    });
  });

  it('is nothing where nothing is requested', () => {
    expect(podRequest(pod({containers: [{name: 'c'}]}))).toEqual({cpu: 0, memory: 0});
  });
});
