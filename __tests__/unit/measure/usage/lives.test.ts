import {withLives} from '../../../../src/measure/usage/lives.js';
import {cpuIn} from '../../../../src/measure/usage/rates.js';
import type {ContainerUsage, PodReservation} from '../../../../src/measure/usage/usage.js';

const aContainer = (change: Partial<ContainerUsage> = {}): ContainerUsage => ({
  pod: 'a',
  podUid: 'u',
  container: 'app',
  node: '',
  samples: [
    {at: 30_000, cpuSeconds: 1, memoryBytes: 1},
    {at: 45_000, cpuSeconds: 4, memoryBytes: 1},
  ],
  ...change,
});
const aReservation = (change: Partial<PodReservation> = {}): PodReservation => ({
  uid: 'u',
  name: 'a',
  workload: undefined,
  from: 0,
  to: 60_000,
  cpuRequest: 1,
  memoryRequest: 1,
  containers: [],
  ...change,
});

describe('withLives', () => {
  it.each(['metrics-api', 'prometheus'] as const)(
    'counts what %s missed at both ends of a life as not measured',
    source => {
      const containers = withLives([aContainer({endedAt: 45_000})], [aReservation()], source);
      expect(containers).toMatchObject([{startedAt: 0, endedAt: 60_000}]);
      const record = {source, containers, reservations: [], notes: []};
      expect(cpuIn(record, {from: 0, to: 60_000}).coverage).toBeCloseTo(15 / 60);
    },
  );

  it('counts from a start that the source met soon after, and says so of the first life alone', () => {
    const lives = [aContainer({endedAt: 45_000}), aContainer({samples: [{at: 50_000, cpuSeconds: 0, memoryBytes: 1}]})];
    const containers = withLives(lives, [aReservation({from: 20_000, to: undefined})], 'prometheus');
    expect(containers.map(({startedAt, endedAt}) => [startedAt, endedAt])).toEqual([
      [20_000, 45_000],
      [undefined, undefined],
    ]);
    const record = {source: 'prometheus' as const, containers, reservations: [], notes: []};
    expect(cpuIn(record, {from: 20_000, to: 45_000})).toEqual({coreSeconds: 4, coverage: 1});
  });

  it('takes the word of the kubelet, which sees every second', () => {
    const containers = [aContainer({endedAt: 45_000})];
    expect(withLives(containers, [aReservation()], 'kubelet')).toEqual(containers);
  });

  it('ends a pod that was over before the watch began', () => {
    expect(withLives([aContainer()], [], 'prometheus')).toMatchObject([{endedAt: 45_000}]);
  });
});
