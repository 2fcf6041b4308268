import fc from 'fast-check';
import {adviceOn} from '../../../src/analysis/request-advice.js';

const MIB = 2 ** 20;
const ENOUGH = {seconds: 180, faults: 2, coverage: 0.97, trouble: undefined};
type Question = Parameters<typeof adviceOn>[0];

const ask = (change: Partial<Question> = {}) =>
  adviceOn({
    resource: 'cpu',
    request: 0.5,
    limit: undefined,
    vpa: undefined,
    used: Array.from({length: 100}, (_, index) => 0.02 + index / 1000),
    replicas: 2,
    price: 0.03,
    evidence: ENOUGH,
    ...change,
  });

describe('the advice on a request', () => {
  it('is p95 × 1.15 for CPU, with what it saves in a month', () => {
    expect(ask()).toEqual({
      request: 0.5,
      limit: null,
      used: {p50: expect.closeTo(0.069), p95: expect.closeTo(0.114), max: expect.closeTo(0.119)},
      action: 'lower',
      target: 0.14, // 0.1311, rounded up
      monthly: expect.closeTo(-0.36 * 0.03 * 2 * 730),
      note: null,
      vpa: null,
    });
  });

  it('is the most × 1.2 for memory, in steps of 8Mi', () => {
    const used = [...new Array<number>(99).fill(40 * MIB), 100 * MIB];
    const advice = ask({resource: 'memory', request: 64 * MIB, used, price: 0.004, vpa: 110 * MIB});
    expect(advice).toMatchObject({action: 'raise', target: 120 * MIB, vpa: 110 * MIB});
    expect(advice.monthly).toBeCloseTo((56 / 1024) * 0.004 * 2 * 730);
  });

  it.each<[string, Partial<Question>, string, number | null]>([
    ['keeps what differs by a tenth or less', {request: 0.15}, 'keep', null],
    ['sets what is not there', {request: undefined}, 'set', 0.14],
    ['raises what is too little', {request: 0.05}, 'raise', 0.14],
    ['never goes beyond the limit', {request: 0.05, limit: 0.118}, 'raise', 0.118],
  ])('%s', (_, change, action, target) => {
    expect(ask(change)).toMatchObject({action, target});
  });

  it('says where the limit held the container back', () => {
    expect(ask({limit: 0.118}).note).toBe('it was held back by its limit, so it may need more');
  });

  describe('of a container that was killed for want of memory', () => {
    const killed = (change: Partial<Question> = {}) =>
      ask({
        ...{resource: 'memory', request: 512 * MIB, limit: 1024 * MIB, oomKills: 2},
        used: new Array<number>(100).fill(100 * MIB),
        ...change,
      });

    it('is more than its limit, which it had reached between two readings', () => {
      expect(killed()).toMatchObject({
        action: 'raise',
        target: 1280 * MIB,
        used: {p95: 100 * MIB, max: 100 * MIB},
        note: 'it was killed for want of memory 2 times (OOMKilled): raise its limit, too',
      });
      expect(killed({oomKills: 0})).toMatchObject({action: 'lower', target: 120 * MIB});
    });

    it('takes no more evidence than the kill', () => {
      expect(killed({used: [], oomKills: 1, evidence: {...ENOUGH, seconds: 3, coverage: 0}})).toMatchObject({
        action: 'raise',
        used: null,
        note: 'it was killed for want of memory once (OOMKilled): raise its limit, too',
      });
    });

    it('is never less where it has no limit', () => {
      expect(killed({limit: undefined})).toMatchObject({
        action: 'unknown',
        note: 'it was killed for want of memory 2 times (OOMKilled) without a limit of its own, so no less is advised',
      });
      expect(killed({limit: undefined, request: 64 * MIB})).toMatchObject({action: 'raise', target: 120 * MIB});
    });
  });

  it.each<[string, Partial<Question>, string]>([
    ['time', {evidence: {...ENOUGH, seconds: 59.9}}, 'only 59 s were measured, and 60 are needed'],
    ['readings', {used: [0.1, 0.2]}, 'only 2 readings were taken, and 20 are needed'],
    ['coverage', {evidence: {...ENOUGH, coverage: 0.899}}, 'only 89 % of the usage was measured, and 90 % are needed'],
    [
      'faults',
      {evidence: {...ENOUGH, faults: 0}},
      'no fault was counted, and less is advised only of what endured one',
    ],
    ['anything', {used: []}, 'nothing was measured of this container by itself'],
    ['load', {evidence: {...ENOUGH, trouble: 'requests left late'}}, 'requests left late'],
  ])('is none on too little %s', (_, change, note) => {
    expect(ask(change)).toMatchObject({action: 'unknown', target: null, monthly: null, note});
  });

  it('always leaves room above the p95, or is the limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({min: 0, max: 8, noNaN: true}), {minLength: 20}),
        fc.double({min: 0.01, max: 8, noNaN: true}),
        (used, request) => {
          const {target, used: told} = ask({used, request});
          if (target !== null) expect(target).toBeGreaterThanOrEqual(told!.p95 * 1.15 - 1e-6);
        },
      ),
    );
  });
});
