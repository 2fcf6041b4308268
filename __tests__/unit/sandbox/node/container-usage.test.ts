import {readKubeletMetrics} from '../../../../src/measure/usage/kubelet-readings.js';
import {createUsageCounters} from '../../../../src/sandbox/node/container-usage.js';
import {resourceMetrics} from '../../../../src/sandbox/node/resource-metrics.js';

const STARTED = new Date('2026-01-01T00:00:00Z');
const one = (others: number[] = []) => ({
  namespace: 'n',
  pod: 'p',
  container: 'c',
  leader: 10,
  others,
  startedAt: STARTED,
});

describe('the counters of a container', () => {
  it('keep what processes used that have ended since', async () => {
    const table = new Map([
      [10, {cpuSeconds: 5, memoryBytes: 100}],
      [20, {cpuSeconds: 3, memoryBytes: 50}],
    ]);
    const counters = createUsageCounters(async () => table);
    expect(await counters.read([one([20])])).toMatchObject([{cpuSeconds: 8, memoryBytes: 150}]);
    table.delete(20);
    expect(await counters.read([one()])).toMatchObject([{cpuSeconds: 8, memoryBytes: 100}]);
    table.set(10, {cpuSeconds: 6, memoryBytes: 100});
    expect(await counters.read([one()])).toMatchObject([{cpuSeconds: 9}]);
  });

  it('start again with the next run', async () => {
    const counters = createUsageCounters(
      async sessions => new Map([...sessions].map(id => [id, {cpuSeconds: id, memoryBytes: 1}])),
    );
    await counters.read([one()]);
    expect(await counters.read([{...one(), leader: 2}])).toMatchObject([{cpuSeconds: 2}]);
  });

  it('are told as a kubelet tells them', () => {
    const now = new Date('2026-01-01T00:01:00Z');
    const text = resourceMetrics([{...one(), cpuSeconds: 1.25, memoryBytes: 4096}], now);
    expect(readKubeletMetrics(text, 'n')).toEqual([
      {
        pod: 'p',
        container: 'c',
        timestamp: now.getTime(),
        cpuSeconds: 1.25,
        memoryBytes: 4096,
        startedAt: STARTED.getTime(),
      },
    ]);
    expect(readKubeletMetrics(resourceMetrics([], now), 'n')).toEqual([]);
  });
});
