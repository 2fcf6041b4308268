import fc from 'fast-check';
import {type Exact, exact, times} from '../../../../src/cost/reserved/exact.js';
import {podRequests, readExactQuantity} from '../../../../src/cost/reserved/pod-requests.js';
import {podRequest} from '../../../../src/measure/usage/pod-request.js';

const asNumber = ({n, d}: Exact): number => Number(n) / Number(d);
const ask = (cpu: string, memory: string) => ({requests: {cpu, memory}});
const reserved = (spec: object, overheads = new Map()) => {
  const {cpu, memory, gaps} = podRequests(spec as Record<string, unknown>, {overheads, defaults: {}});
  return {cpu: asNumber(cpu), mib: asNumber(memory) / 2 ** 20, gaps: gaps.map(({what}) => what)};
};

describe('what a pod reserves', () => {
  it('is the sum of its containers and sidecars, where that is more than any init container', () => {
    const initContainers = [
      {name: 'proxy', restartPolicy: 'Always', resources: ask('100m', '128Mi')},
      {name: 'migrate', resources: ask('200m', '256Mi')},
    ];
    const containers = [{name: 'app', resources: ask('400m', '512Mi')}];
    expect(reserved({initContainers, containers})).toEqual({cpu: 0.5, mib: 640, gaps: []});
  });

  it('is an init container’s with the sidecars started before it, where that is more', () => {
    const initContainers = [
      {name: 'proxy', restartPolicy: 'Always', resources: ask('100m', '10Mi')},
      {name: 'migrate', resources: ask('2', '20Mi')},
      {name: 'late', restartPolicy: 'Always', resources: ask('50m', '5Mi')},
    ];
    expect(reserved({initContainers, containers: [{name: 'app', resources: ask('500m', '64Mi')}]})).toEqual({
      cpu: 2.1,
      mib: 79,
      gaps: [],
    });
  });

  it('takes the limit where there is no request, each resource by itself', () => {
    const resources = {requests: {cpu: '100m'}, limits: {cpu: 1, memory: '64Mi'}};
    expect(reserved({containers: [{name: 'app', resources}]})).toEqual({cpu: 0.1, mib: 64, gaps: []});
  });

  it('names what has neither, and what is no quantity', () => {
    const containers = [{name: 'app', resources: {requests: {cpu: 'lots'}}}, {name: 'log'}];
    expect(reserved({containers}).gaps).toEqual([
      'cpu of container app',
      'cpu of container log',
      'memory of container app',
      'memory of container log',
    ]);
  });

  it('adds the overhead, of the pod or of its RuntimeClass', () => {
    const containers = [{name: 'app', resources: ask('1', '64Mi')}];
    expect(reserved({containers, overhead: {cpu: '250m', memory: '16Mi'}})).toMatchObject({cpu: 1.25, mib: 80});
    const kata = {containers, runtimeClassName: 'kata'};
    expect(reserved(kata, new Map([['kata', {cpu: '500m'}]]))).toMatchObject({cpu: 1.5, mib: 64, gaps: []});
    expect(reserved(kata).gaps).toContain('the overhead of the RuntimeClass kata');
  });

  it('is the pod’s own request, where it has one', () => {
    const containers = [{name: 'app', resources: ask('1', '1Gi')}];
    const resources = {requests: {cpu: 2}, limits: {cpu: 4}};
    expect(reserved({resources, containers})).toEqual({cpu: 2, mib: 1024, gaps: []});
  });

  // defaultPodRequests of pkg/apis/core/v1/defaults.go: the containers go before the pod's limit, each resource by itself.
  it('is what the containers request, where the pod has only a limit', () => {
    const limited = (...containers: object[]) => reserved({resources: {limits: {cpu: 4, memory: '8Gi'}}, containers});
    const asks = {name: 'app', resources: ask('1', '1Gi')};
    expect(limited(asks)).toEqual({cpu: 1, mib: 1024, gaps: []});
    expect(limited(asks, {name: 'log'})).toEqual({cpu: 1, mib: 1024, gaps: []});
    expect(limited({name: 'app', resources: {limits: {cpu: 2}}})).toEqual({cpu: 2, mib: 8192, gaps: []});
    expect(limited({name: 'app'})).toEqual({cpu: 4, mib: 8192, gaps: []});
    const initContainers = [{name: 'init', resources: ask('3', '64Mi')}];
    expect(reserved({resources: {limits: {cpu: 4}}, initContainers, containers: [asks]})).toMatchObject({cpu: 3});
  });

  it('lists GPUs and other resources, which have no price', () => {
    const limits = {cpu: '1', memory: '1Gi', 'nvidia.com/gpu': 1, 'ephemeral-storage': '100Gi'};
    const ofPod = {limits: {'hugepages-2Mi': '4Mi'}};
    expect(reserved({resources: ofPod, containers: [{name: 'app', resources: {limits}}]}).gaps).toEqual([
      'hugepages-2Mi',
      'nvidia.com/gpu',
      'ephemeral-storage',
    ]);
  });

  it('is what is counted of the same pod in a cluster', () => {
    const container = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      restartPolicy: fc.constantFrom('Always', undefined),
      resources: fc.record({
        requests: fc.record({
          cpu: fc.integer({min: 0, max: 4000}).map(m => `${m}m`),
          memory: fc.integer({min: 0, max: 9}).map(g => `${g}Gi`),
        }),
      }),
    });
    const spec = fc.record({initContainers: fc.array(container), containers: fc.array(container, {minLength: 1})});
    fc.assert(
      fc.property(spec, written => {
        const {cpu, memory} = podRequests(written, {overheads: new Map(), defaults: {}});
        const counted = podRequest({spec: written} as never);
        expect(asNumber(cpu)).toBeCloseTo(counted.cpu, 9);
        expect(asNumber(memory)).toBe(counted.memory);
      }),
    );
  });
});

describe('quantities', () => {
  it.each([
    ['100m', exact('0.1')],
    ['1.5Gi', times(exact('1.5'), exact(2 ** 30))],
    ['1e3', exact(1000)],
    [2, exact(2)],
    ['1Ei', {n: 2n ** 60n, d: 1n}],
    ['n/a', undefined],
    ['8Ei', undefined],
    ['1e999999', undefined],
    [null, undefined],
  ])('reads %p exactly', (written, value) => expect(readExactQuantity(written)).toEqual(value));
});
