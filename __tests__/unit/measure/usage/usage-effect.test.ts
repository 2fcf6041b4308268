import {withLives} from '../../../../src/measure/usage/lives.js';
import {usageEffect} from '../../../../src/measure/usage/usage-effect.js';
import {at} from '../../../builders/some-samples.js';
import {noUsage, type PodStory, someUsage} from '../../../builders/some-usage.js';

const moment = {requestedAt: at(30), fault: {from: at(30), to: at(60)}};
const effectOf = (story: PodStory, uids = ['uid-checkout-1']) =>
  usageEffect(someUsage(story), 'cpu', {uids, ...moment});
const burnt = (before: number, during: number) => (second: number) => (second < 30 ? before : during);

describe('usageEffect', () => {
  it('sees CPU that a fault burns, and CPU that it takes away', () => {
    expect(effectOf({cores: burnt(0.1, 0.5)})).toEqual({
      what: 'pod checkout-1 used 0.50 cores, and 0.10 before',
      at: at(30),
    });
    expect(effectOf({cores: burnt(0.5, 0.01)})).toBeDefined();
  });

  it('looks at all pods where none is named', () => {
    expect(effectOf({cores: burnt(0.1, 0.5)}, [])).toBeDefined();
  });

  it('sees memory that a fault takes', () => {
    // The last reading before the fault is joined to the first within it by a straight line.
    const effect = (during: number) =>
      usageEffect(someUsage({gib: burnt(0.5, during)}), 'memory', {uids: ['uid-checkout-1'], ...moment});
    expect(effect(1)).toEqual({what: 'pod checkout-1 held 1024 MiB, and 538 before', at: at(30)});
    expect(effect(0.7)).toBeUndefined();
  });

  it('takes no notice of what CPU does by itself', () => {
    expect(effectOf({cores: burnt(0.02, 0.11)})).toBeUndefined();
    expect(effectOf({cores: burnt(1, 1.4)})).toBeUndefined();
  });

  it('says nothing of a pod that was not there all the time: what is absent uses nothing', () => {
    expect(effectOf({cores: () => 0.5, to: 32})).toBeUndefined();
    expect(effectOf({cores: () => 0.5, to: 25})).toBeUndefined();
    expect(effectOf({cores: () => 0.5, from: 28})).toBeUndefined();
  });

  it('looks at a young pod since its start, which may have burnt CPU itself', () => {
    expect(effectOf({cores: burnt(0.1, 0.5), from: 24})).toMatchObject({
      what: 'pod checkout-1 used 0.50 cores, and 0.10 before',
    });
    expect(effectOf({cores: burnt(0.9, 0.1), from: 24})).toBeUndefined();
  });

  it('says nothing of a pod that its source no longer tells of', () => {
    const usage = someUsage({cores: () => 0.5, isRead: second => second < 31});
    const lost = usage.containers.map(container => ({...container, endedAt: at(30)}));
    const record = {
      ...usage,
      source: 'prometheus' as const,
      containers: withLives(lost, usage.reservations, 'prometheus'),
    };
    expect(usageEffect(record, 'cpu', {uids: ['uid-checkout-1'], ...moment})).toBeUndefined();
  });

  it('says nothing of what was not measured', () => {
    expect(effectOf({cores: burnt(0.1, 0.5), isRead: second => second < 31})).toBeUndefined();
    expect(effectOf({cores: () => 1}, ['uid-of-another'])).toBeUndefined();
    expect(usageEffect(noUsage(), 'cpu', {uids: ['uid-checkout-1'], ...moment})).toBeUndefined();
  });
});
