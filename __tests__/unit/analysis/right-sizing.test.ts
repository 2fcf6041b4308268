import {analyse} from '../../../src/analysis/analyse.js';
import {costOf} from '../../../src/cost/cost-figures.js';
import type {UsageRecord} from '../../../src/measure/usage/usage.js';
import {aRepeat} from '../../builders/a-repeat.js';
import {aSpec} from '../../builders/a-spec.js';
import {type MeasurementsStory, someMeasurements} from '../../builders/some-measurements.js';
import {at} from '../../builders/some-samples.js';
import {DEAR_NODE, noUsage, someUsage} from '../../builders/some-usage.js';

const PRICES = {cpu: 1, memory: 0.1};

function sizesOf(story: MeasurementsStory, nodesOver?: typeof DEAR_NODE.pricesOver) {
  const cost = {prices: {...PRICES, nodes: nodesOver?.(PRICES)}, incidentsPerMonth: 4, usage: 'auto' as const};
  const spec = {...aSpec().build(), cost};
  const measurements = someMeasurements({repeats: [aRepeat({observedUntil: 75})], ...story});
  return analyse(measurements, costOf(measurements, spec), spec).cost.rightSizing;
}

describe('right-sizing', () => {
  const usage = someUsage({request: {cores: 0.5, gib: 0.5}}, {request: {cores: 0.5, gib: 0.5}});

  it('compares each container’s requests with the baseline, the faults and the recoveries', () => {
    expect(sizesOf({usage})).toMatchObject([
      {
        workload: 'Deployment/checkout',
        container: 'app',
        replicas: 2,
        seconds: expect.closeTo(20 + 45.1),
        faults: 1,
        coverage: 1,
        cpu: {
          action: 'lower',
          used: {max: expect.closeTo(0.1)},
          target: 0.12,
          monthly: expect.closeTo(-0.38 * 2 * 730),
        },
        memory: {action: 'raise', target: 616 * 2 ** 20},
      },
    ]);
  });

  it('saves what the nodes of the workload’s own pods cost', () => {
    const request = {cores: 0.5, gib: 0.5};
    const pods = someUsage({request, node: 'node-1'}, {request, node: 'node-dear'});
    const monthlyOn = (nodeLabels: UsageRecord['nodeLabels']) =>
      sizesOf({usage: {...pods, nodeLabels}}, DEAR_NODE.pricesOver).map(({cpu}) => cpu.monthly);
    expect(monthlyOn(DEAR_NODE.nodeLabels)).toEqual([expect.closeTo(-0.38 * (1 + 10) * 730)]);
    expect(monthlyOn(new Map())).toEqual([null]);
  });

  it('shows what a VerticalPodAutoscaler recommends', () => {
    const target = {cpu: 0.126, memory: undefined};
    const recommendations = [{workload: 'Deployment/checkout', container: 'app', target}];
    expect(sizesOf({usage, recommendations})).toMatchObject([{cpu: {vpa: 0.126}, memory: {vpa: null}}]);
  });

  it.each(['cpu Deployment/checkout', 'memory Deployment/checkout', 'chaosMesh'])(
    'leaves out what a stressor burns: %s',
    fault => {
      const burning = someUsage({cores: second => (second > 30 ? 0.9 : 0.1), request: {cores: 0.5, gib: 1}});
      const [size] = sizesOf({usage: burning, fault});
      expect(size).toMatchObject({faults: 0, cpu: {action: 'unknown', used: {max: expect.closeTo(0.1)}}});
    },
  );

  describe('of what was killed for want of memory', () => {
    const limit = {cpu: undefined, memory: 1024 * 2 ** 20};
    const killed = (fault: string, container: string, second: number) => {
      const runs = [{container, from: at(-30), to: at(second), reason: 'OOMKilled'}];
      const pods = usage.reservations.map(pod => ({...pod, containers: [{...pod.containers[0]!, limit}]}));
      const reservations = pods.map((pod, index) => (index === 0 ? {...pod, runs} : pod));
      return sizesOf({usage: {...usage, reservations}, fault}).map(({memory}) => [memory.action, memory.target]);
    };

    it('advises more than the limit', () => {
      expect(killed('podKill Deployment/checkout', 'app', 33)).toEqual([['raise', 1280 * 2 ** 20]]);
      expect(killed('podKill Deployment/checkout', 'sidecar', 33)).toEqual([['raise', 616 * 2 ** 20]]);
    });

    it('takes no notice where a stressor took the memory', () => {
      expect(killed('memory Deployment/checkout', 'app', 33)).toEqual([['unknown', null]]);
      expect(killed('memory Deployment/checkout', 'app', 20)).toEqual([['raise', 1280 * 2 ** 20]]);
    });
  });

  it('leaves out repeats that can’t be judged', () => {
    const repeats = [aRepeat({observedUntil: 75, inconclusive: ['the watch was lost']})];
    expect(sizesOf({usage, repeats})).toMatchObject([
      {seconds: expect.closeTo(20), faults: 0, cpu: {action: 'unknown'}},
    ]);
  });

  it('is not known where nothing was measured', () => {
    const nothing = {...noUsage(), reservations: usage.reservations};
    expect(sizesOf({usage: nothing})).toMatchObject([{coverage: 0, cpu: {action: 'unknown', used: null}}]);
  });

  it('takes the figures of a whole pod for its only container, and for none of several', () => {
    const whole = {...usage, containers: usage.containers.map(one => ({...one, container: ''}))};
    expect(sizesOf({usage: whole})).toMatchObject([{cpu: {action: 'lower'}}]);
    const reservations = usage.reservations.map(pod => ({
      ...pod,
      containers: [...pod.containers, {...pod.containers[0]!, name: 'sidecar'}],
    }));
    expect(sizesOf({usage: {...whole, reservations}})).toMatchObject([
      {container: 'app', cpu: {action: 'unknown', note: 'nothing was measured of this container by itself'}},
      {container: 'sidecar', cpu: {action: 'unknown'}},
    ]);
  });
});
