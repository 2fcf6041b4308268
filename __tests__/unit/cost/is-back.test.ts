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

  it('is not back while the labels of a new pod’s node are not known; where they never were, there is nothing to come back to', () => {
    const onNodes = (usage: UsageRecord, ...known: string[]) =>
      costIsBack(
        {...usage, nodeLabels: new Map(known.map(node => [node, {pool: 'spot'}]))},
        {
          ...{baseline: {from: at(5), to: at(25)}, since: at(40), now: at(60)},
          prices: {...prices, nodes: [{match: {pool: 'spot'}, cpu: 2, memory: 0}]},
        },
      );
    const scaledUp = (to?: number) =>
      someUsage({node: 'node-1'}, {cores: () => 0, node: 'node-2', from: 35, ...(to === undefined ? {} : {to})});
    expect(onNodes(someUsage({node: 'node-1'}), 'node-1')).toBe(true);
    expect([onNodes(scaledUp(50), 'node-1'), onNodes(scaledUp(50), 'node-1', 'node-2')]).toEqual([false, true]);
    expect(onNodes(scaledUp(), 'node-1', 'node-2')).toBe(false);
    expect([onNodes(scaledUp()), onNodes(scaledUp(), 'node-2')]).toEqual([true, true]);
  });

  it('is told from requests alone where no usage was measured', () => {
    expect([44, 45].map(second => isBackAt(second, noUsage()))).toEqual([false, true]);
  });
});
