import {containerLog} from '../../../../src/measure/usage/container-log.js';
import type {Reading} from '../../../../src/measure/usage/sources/source.js';

const same = (timestamp: number): number => timestamp;
const reading = (timestamp: number, cpuSeconds: number, change: Partial<Reading> = {}): Reading => ({
  pod: 'shop-1',
  container: 'app',
  timestamp,
  cpuSeconds,
  memoryBytes: 1,
  ...change,
});
const aLog = () => containerLog(pod => `uid-${pod}`);

describe('containerLog', () => {
  it('keeps each sample once, however often its timestamp is told', () => {
    const log = aLog();
    for (const [timestamp, cpu] of [
      [1000, 1],
      [1000, 1],
      [2000, 2],
    ] as const)
      log.take('n', [reading(timestamp, cpu)], same);
    expect(log.all()).toEqual([
      expect.objectContaining({
        podUid: 'uid-shop-1',
        samples: [
          {at: 1000, cpuSeconds: 1, memoryBytes: 1},
          {at: 2000, cpuSeconds: 2, memoryBytes: 1},
        ],
      }),
    ]);
  });

  it('begins another container where the counter goes back or the start is another', () => {
    const reset = aLog();
    reset.take('n', [reading(1000, 5)], same);
    reset.take('n', [reading(2000, 0.1)], same);
    expect(reset.all().map(({samples, endedAt}) => [samples.length, endedAt])).toEqual([
      // It lived on until then, unmeasured.
      [1, 2000],
      [1, undefined],
    ]);

    const restarted = aLog();
    restarted.take('n', [reading(1000, 5, {startedAt: 0})], same);
    restarted.take('n', [reading(9000, 6, {startedAt: 8000})], same);
    expect(restarted.all()).toHaveLength(2);
    expect(restarted.all()[1]?.startedAt).toBe(8000);
    expect(restarted.all()[0]?.endedAt).toBe(1000);
  });

  it('ends what a node no longer tells of, and leaves other nodes alone', () => {
    const log = aLog();
    log.take('a', [reading(1000, 1)], same);
    log.take('b', [reading(1000, 1, {pod: 'shop-2'})], same);
    log.take('a', [], same);
    expect(log.all().map(({pod, endedAt}) => [pod, endedAt])).toEqual([
      ['shop-1', 1000],
      ['shop-2', undefined],
    ]);
  });

  it('goes on with a container that one answer left out, and counts its past once', () => {
    const log = aLog();
    log.take('n', [reading(1000, 9, {startedAt: 0})], same);
    log.take('n', [], same);
    log.take('n', [reading(3000, 10, {startedAt: 0})], same);
    expect(log.all()).toHaveLength(1);
    expect(log.all()[0]?.samples.map(({at}) => at)).toEqual([1000, 3000]);
    expect(log.all()[0]?.endedAt).toBeUndefined();
  });

  it('knows a container again when the calendar was set', () => {
    const log = aLog();
    log.take('n', [reading(1000, 9, {startedAt: 0})], same);
    log.take('n', [reading(1500, 10, {startedAt: 0})], timestamp => timestamp + 2000);
    expect(log.all().map(({samples}) => samples.map(({at}) => at))).toEqual([[1000, 3500]]);
  });

  it('begins again after a cut, not from the start that the other source counted from', () => {
    const log = aLog();
    log.take('n', [reading(1000, 9, {startedAt: 0})], same);
    log.cut(4000);
    log.take('n', [reading(3000, 9.5, {startedAt: 0})], same); // what lies before the cut was the other source's
    log.take('n', [reading(5000, 10, {startedAt: 0})], same);
    expect(log.all()).toMatchObject([
      {endedAt: 4000, samples: [{at: 1000}]},
      {startedAt: 5000, samples: [{at: 5000}]},
    ]);
  });
});
