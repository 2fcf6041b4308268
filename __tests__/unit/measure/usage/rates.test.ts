import fc from 'fast-check';
import {cpuIn, memoryIn} from '../../../../src/measure/usage/rates.js';
import type {ContainerUsage, UsageRecord} from '../../../../src/measure/usage/usage.js';

const record = (...containers: Partial<ContainerUsage>[]): UsageRecord => ({
  source: 'kubelet',
  containers: containers.map(container => ({
    pod: 'p',
    podUid: 'u',
    container: 'c',
    node: 'n',
    samples: [],
    ...container,
  })),
  reservations: [],
  notes: [],
});
/** A container that burns `cores` and holds 100 bytes, read once a second from `from` to `to`. */
const burning = (cores: number, from: number, to: number): Partial<ContainerUsage> => ({
  samples: Array.from({length: (to - from) / 1000 + 1}, (_, second) => ({
    at: from + second * 1000,
    cpuSeconds: 5 + cores * second,
    memoryBytes: 100,
  })),
});

describe('cpuIn', () => {
  it('gives a constant burn exactly its rate, between samples too', () => {
    const usage = record(burning(0.2, 0, 20_000));
    expect(cpuIn(usage, {from: 2_500, to: 12_500}).coreSeconds).toBeCloseTo(2, 9);
    expect(cpuIn(usage, {from: 2_500, to: 12_500}).coverage).toBe(1);
  });

  it('counts a container that starts within the span from nothing', () => {
    const usage = record({
      startedAt: 9_600,
      samples: [
        {at: 10_000, cpuSeconds: 0.3, memoryBytes: 1},
        {at: 11_000, cpuSeconds: 0.8, memoryBytes: 1},
      ],
    });
    expect(cpuIn(usage, {from: 0, to: 11_000})).toEqual({coreSeconds: expect.closeTo(0.8, 9), coverage: 1});
  });

  it('lowers the coverage by what was lived and not measured', () => {
    const usage = record({...burning(1, 0, 5_000), startedAt: 0});
    expect(cpuIn(usage, {from: 0, to: 10_000}).coverage).toBeCloseTo(0.5, 9);
    const ended = record({...burning(1, 0, 5_000), startedAt: 0, endedAt: 5_000});
    expect(cpuIn(ended, {from: 0, to: 10_000}).coverage).toBe(1);
    expect(cpuIn(record({startedAt: 2_000, endedAt: 4_000}), {from: 0, to: 10_000})).toEqual({
      coreSeconds: 0,
      coverage: 0,
    });
  });

  it('does not spread a long unread life over the time before its first sample', () => {
    const usage = record({...burning(1, 5_000, 10_000), startedAt: -60_000, endedAt: 10_000});
    expect(cpuIn(usage, {from: 0, to: 10_000})).toEqual({coreSeconds: 5, coverage: 0.5});
  });

  it('adds up over adjacent spans and is never negative', () => {
    const samples = fc.array(
      fc.record({gap: fc.integer({min: 1, max: 5_000}), burnt: fc.double({min: 0, max: 3, noNaN: true})}),
      {minLength: 2, maxLength: 20},
    );
    fc.assert(
      fc.property(samples, fc.tuple(fc.nat(60_000), fc.nat(60_000), fc.nat(60_000)), (steps, times) => {
        const total = (of: (step: (typeof steps)[number]) => number, upTo: number): number =>
          steps.slice(0, upTo + 1).reduce((sum, step) => sum + of(step), 0);
        const read = steps.map((_, index) => ({
          at: total(step => step.gap, index),
          cpuSeconds: total(step => step.burnt, index),
          memoryBytes: 1,
        }));
        const [a = 0, b = 0, c = 0] = times.toSorted((x, y) => x - y);
        const usage = record({samples: read});
        const of = (from: number, to: number) => cpuIn(usage, {from, to}).coreSeconds;
        expect(of(a, b) + of(b, c)).toBeCloseTo(of(a, c), 6);
        expect(of(a, c)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('memoryIn', () => {
  it('integrates the working set, linear between samples', () => {
    const usage = record({
      samples: [
        {at: 0, cpuSeconds: 0, memoryBytes: 0},
        {at: 2_000, cpuSeconds: 0, memoryBytes: 200},
      ],
    });
    expect(memoryIn(usage, {from: 0, to: 2_000}).byteSeconds).toBeCloseTo(200, 9);
    expect(memoryIn(usage, {from: 1_000, to: 2_000}).byteSeconds).toBeCloseTo(150, 9);
  });
});
