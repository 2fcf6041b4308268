import {diffReserved} from '../../../../src/cost/reserved/diff.js';
import {toNumber} from '../../../../src/cost/reserved/exact.js';
import {defaultRequests} from '../../../../src/cost/reserved/limit-ranges.js';
import {podRequests} from '../../../../src/cost/reserved/pod-requests.js';
import {aWorkload, type SomeManifest} from '../../../builders/some-manifests.js';

const aRange = (limit: object, namespace?: string): SomeManifest => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: {name: 'defaults', namespace},
  spec: {limits: [{type: 'Container', ...limit}]},
});
/** What a container without a word on its resources is given. */
const given = (...ranges: SomeManifest[]) => {
  const {cpu, memory} = defaultRequests(ranges).get(undefined) ?? {};
  return {cpu: cpu && toNumber(cpu), memory: memory && toNumber(memory)};
};

// What Kubernetes 1.35 did with the same objects, by a dry run on the server.
describe('the request that a LimitRange gives', () => {
  it('is its default request, else its default limit', () => {
    const range = aRange({default: {cpu: '800m', memory: '512Mi'}, defaultRequest: {cpu: '250m'}});
    expect(given(range)).toEqual({cpu: 0.25, memory: 512 * 2 ** 20});
  });

  it('is else the most that it allows, else the least', () => {
    expect(given(aRange({max: {cpu: 2}, min: {cpu: '10m', memory: '5Mi'}}))).toEqual({cpu: 2, memory: 5 * 2 ** 20});
  });

  it('is that of several which is the most, since their order isn’t known', () => {
    const ranges = [aRange({defaultRequest: {cpu: 1}}), aRange({default: {cpu: '500m', memory: '1Gi'}})];
    expect(given(...ranges)).toEqual({cpu: 1, memory: 2 ** 30});
    expect(given(...ranges.reverse())).toEqual({cpu: 1, memory: 2 ** 30});
  });

  it('is none by what is for whole pods, and by what is no quantity', () => {
    const forPods = {...aRange({}), spec: {limits: [{type: 'Pod', max: {cpu: 4}}]}};
    expect(given(forPods, aRange({default: {cpu: 'lots'}}))).toEqual({cpu: undefined, memory: undefined});
  });

  it('goes to containers and init containers that name neither a request nor a limit', () => {
    const defaults = defaultRequests([aRange({default: {cpu: '800m'}, defaultRequest: {cpu: '250m'}})]).get(undefined)!;
    const cpuOf = (...containers: object[]) => {
      const pod = {containers: containers.map((resources, index) => ({name: `c${index}`, resources}))};
      return toNumber(podRequests(pod, {overheads: new Map(), defaults}).cpu);
    };
    expect(cpuOf({})).toBe(0.25);
    expect(cpuOf({limits: {cpu: '700m'}})).toBe(0.7);
    expect(cpuOf({requests: {cpu: '100m'}})).toBe(0.1);
    expect(cpuOf({requests: {cpu: 0}})).toBe(0);
    const initContainers = [{name: 'init'}];
    const small = {name: 'app', resources: {requests: {cpu: '100m'}}};
    const {cpu} = podRequests({initContainers, containers: [small]}, {overheads: new Map(), defaults});
    expect(toNumber(cpu)).toBe(0.25);
  });
});

describe('a workload without requests', () => {
  const bare = (namespace?: string) => ({
    ...aWorkload('web', {}, {pod: {containers: [{name: 'app'}]}}),
    metadata: {name: 'web', namespace},
  });
  const prices = {cpu: 0.04, memory: 0.01, currency: '$', source: 'the test', date: undefined};
  const diff = (...head: SomeManifest[]) => diffReserved({base: undefined, head}, {prices, nodes: 1});

  it('is priced by the LimitRange of its own namespace', () => {
    const range = aRange({defaultRequest: {cpu: '500m', memory: '1Gi'}}, 'shop');
    expect(diff(range, bare('shop')).after.cents).toBe(2190);
    expect(diff(range, bare('shop')).unknown).toEqual([]);
    expect(diff(range, bare('other')).unknown).toHaveLength(2);
  });
});
