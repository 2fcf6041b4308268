import type {Injection} from '../../../src/chaos/engine.js';
import {injectedAt, proofOf, whyLost} from '../../../src/chaos/proof.js';
import type {Recorder} from '../../../src/measure/recorder.js';

const anInjection = (change: Partial<Injection> = {}): Injection => ({
  lifecycle: 'one-shot',
  requestedAt: 1000,
  acknowledgedAt: 1020,
  targets: [{uid: 'u', name: 'shop-1'}],
  applied: 'deleted 1 of 1 pods',
  effects: ['terminating', 'gone'],
  lostWith: ['container-exited', 'gone'],
  remove: async () => 1020,
  ...change,
});
const seen = (event?: ReturnType<Recorder['firstEvent']>): Pick<Recorder, 'firstEvent'> => ({firstEvent: () => event});
const gone = {what: 'gone' as const, at: 1010, notBefore: 1010, pod: 'shop-1'};

describe('proofOf', () => {
  it('takes what happened to a target’s pod as an effect', () => {
    expect(proofOf(anInjection(), seen(gone), undefined)).toEqual({
      grade: 'effect',
      what: 'pod shop-1 is gone',
      at: 1010,
    });
  });

  it('does not take the engine’s word for a one-shot fault that nothing shows', () => {
    expect(proofOf(anInjection(), seen(), undefined)).toMatchObject({
      grade: 'none',
      what: 'deleted 1 of 1 pods, but no effect was seen',
    });
  });

  it('does not take a change of the traffic as the effect of a pod kill', () => {
    expect(proofOf(anInjection(), seen(), {what: 'slow', at: 1015}).grade).toBe('none');
  });

  it('takes traffic as the effect of a lasting fault, else the engine’s word as applied', () => {
    const lasting = anInjection({lifecycle: 'lasting', applied: 'POST /stress answered 202'});
    expect(proofOf(lasting, seen(), {what: 'the traffic changed', at: 2000})).toMatchObject({
      grade: 'effect',
      at: 2000,
    });
    expect(proofOf(lasting, seen(), undefined)).toEqual({
      grade: 'applied',
      what: 'POST /stress answered 202',
      at: undefined,
    });
  });
});

describe('injectedAt', () => {
  it('is the earliest effect before the engine’s word, else the word', () => {
    const injection = anInjection();
    expect(injectedAt(injection, proofOf(injection, seen(gone), undefined))).toBe(1010);
    expect(injectedAt(injection, proofOf(injection, seen({...gone, at: 1500}), undefined))).toBe(1020);
    expect(injectedAt(injection, proofOf(injection, seen(), undefined))).toBe(1020);
  });
});

describe('whyLost', () => {
  const stress = anInjection({lifecycle: 'lasting'});

  it('says that a target ended before the fault was removed', () => {
    expect(whyLost(stress, 9000, seen({...gone, at: 4520}))).toEqual([
      'the fault was lost when pod shop-1 was deleted, 3.5 s after the injection',
    ]);
  });

  it('has nothing against an end after the removal, nor against a one-shot fault', () => {
    expect(whyLost(stress, 9000, seen({...gone, at: 9000}))).toEqual([]);
    expect(whyLost(stress, 9000, seen())).toEqual([]);
    expect(whyLost(anInjection(), undefined, seen({...gone, at: 4520}))).toEqual([]);
  });
});
