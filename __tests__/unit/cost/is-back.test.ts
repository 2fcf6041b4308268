import {costIsBack} from '../../../src/cost/is-back.js';
import type {UsageRecord} from '../../../src/measure/usage/usage.js';
import {at} from '../../builders/some-samples.js';
import {noUsage, type PodStory, someUsage} from '../../builders/some-usage.js';

const prices = {cpu: 1, memory: 0, source: 'the test', date: undefined, currency: '$'};

function isBackAt(second: number, usage = someUsage()): boolean {
  return costIsBack(usage, {baseline: {from: at(5), to: at(25)}, since: at(40), now: at(second), prices});
}

const hog: PodStory = {cores: second => (second >= 30 && second < 45 ? 1 : 0.1)};

describe('a cost rate', () => {
  it('is back when it has been for five seconds, as far as the kubelet has told', () => {
    const usage = someUsage(hog);
    expect([46, 51, 52, 60].map(second => isBackAt(second, usage))).toEqual([false, false, true, true]);
  });

  it('is not back before the fault has been over for as long', () => {
    expect([41, 44, 48].map(second => isBackAt(second))).toEqual([false, false, true]);
  });

  it('is not back while a pod more is there', () => {
    const usage = someUsage({}, {cores: () => 0, from: 35, to: 58});
    expect([50, 62, 63].map(second => isBackAt(second, usage))).toEqual([false, false, true]);
  });

  it('is not back while the price of a node is not known', () => {
    const scaledUp = someUsage({}, {cores: () => 0, from: 35});
    const onNodes = (usage: UsageRecord, nodeLabels?: UsageRecord['nodeLabels']) =>
      costIsBack(
        {...usage, nodeLabels, reservations: usage.reservations.map(one => ({...one, node: 'node-1'}))},
        {
          ...{baseline: {from: at(5), to: at(25)}, since: at(40), now: at(60)},
          prices: {...prices, nodes: [{match: {pool: 'spot'}, cpu: 2, memory: 0}]},
        },
      );
    const labels = new Map([['node-1', {pool: 'spot'}]]);
    expect([onNodes(someUsage()), onNodes(someUsage(), new Map())]).toEqual([false, false]);
    expect([onNodes(someUsage(), labels), onNodes(scaledUp, labels)]).toEqual([true, false]);
  });

  it('is told from requests alone where no usage was measured', () => {
    expect([44, 45].map(second => isBackAt(second, noUsage()))).toEqual([false, true]);
  });
});
