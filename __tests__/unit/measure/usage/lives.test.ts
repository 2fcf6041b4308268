import type {Span} from '../../../../src/measure/measurements.js';
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

const aRun = (from: number, to?: number) => ({container: 'app', from, to});
const app = {name: 'app', request: {cpu: 1, memory: 1}, limit: {cpu: undefined, memory: undefined}};

/** What Prometheus told of one container, beside what the watch saw. */
function seen(reservation: Partial<PodReservation>, usage: Partial<ContainerUsage>) {
  const containers = withLives([aContainer(usage)], [aReservation({containers: [app], ...reservation})], 'prometheus');
  const record = {source: 'prometheus' as const, containers, reservations: [], notes: []};
  return {endedAt: containers[0]?.endedAt, coverage: (span: Span) => cpuIn(record, span).coverage};
}

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
      [20_000, 50_000],
      [undefined, undefined],
    ]);
    const record = {source: 'prometheus' as const, containers, reservations: [], notes: []};
    expect(cpuIn(record, {from: 20_000, to: 45_000})).toEqual({coreSeconds: 4, coverage: 1});
  });

  it('takes the word of the kubelet, which sees every second', () => {
    const containers = [aContainer({endedAt: 45_000})];
    expect(withLives(containers, [aReservation()], 'kubelet')).toEqual(containers);
  });

  it('lets a pod end by the watch alone: what a coarse source stops telling of lowers the coverage', () => {
    const {coverage, endedAt} = seen({to: undefined}, {endedAt: 45_000});
    expect(endedAt).toBeUndefined();
    expect(coverage({from: 30_000, to: 60_000})).toBeCloseTo(0.5);
    expect(coverage({from: 60_000, to: 90_000})).toBe(0);
  });

  it('ends a container where the watch saw it exit, and the pod lives on', () => {
    const {coverage, endedAt} = seen({to: undefined, runs: [aRun(0, 55_000)]}, {endedAt: 45_000});
    expect(endedAt).toBe(55_000);
    expect(coverage({from: 60_000, to: 90_000})).toBe(1);
  });

  it('counts a run that was never read, though the one before it was', () => {
    const restarted = {to: undefined, runs: [aRun(0, 50_000), aRun(52_000, 80_000), aRun(85_000)]};
    const {coverage} = seen(restarted, {endedAt: 45_000});
    expect(coverage({from: 52_000, to: 80_000})).toBe(0);
    expect(coverage({from: 80_000, to: 85_000})).toBe(1);
    expect(coverage({from: 90_000, to: 95_000})).toBe(0);
  });

  describe('of runs that the watch told late', () => {
    const runs = [aRun(1_900, 2_900), aRun(14_900, 15_900)];
    const aLife = (startedAt: number, at: number): ContainerUsage =>
      aContainer({startedAt, endedAt: at, samples: [{at, cpuSeconds: 1, memoryBytes: 1}]});
    const startsOf = (...lives: ContainerUsage[]) =>
      withLives(lives, [aReservation({containers: [app], runs})], 'kubelet').map(({startedAt}) => startedAt);

    it('knows the one that a life began', () => {
      expect(startsOf(aLife(1_000, 1_800), aLife(14_000, 14_800))).toEqual([1_000, 14_000]);
    });

    it('counts the one that no life began', () => {
      expect(startsOf(aLife(1_000, 1_800))).toEqual([1_000, 14_900]);
      expect(startsOf(aLife(14_000, 14_800))).toEqual([14_000, 1_900]);
    });

    it('takes no life that was read in the run before for the begin of one', () => {
      expect(startsOf(aLife(1_000, 1_800), aLife(2_500, 2_500))).toEqual([1_000, 2_500, 14_900]);
    });
  });

  it('counts a container from its own start where the source tells of it late', () => {
    const restarted = aReservation({to: undefined, runs: [aRun(0, 50_000), aRun(52_000)]});
    const lives = [aContainer(), aContainer({samples: [{at: 90_000, cpuSeconds: 1, memoryBytes: 1}]})];
    const [, second] = withLives(lives, [restarted], 'prometheus');
    expect(second).toMatchObject({startedAt: 52_000});
  });

  it('counts a pod that the next source does not tell of', () => {
    const other = aContainer({pod: 'b', podUid: 'v'});
    const cut = aContainer({endedAt: 50_000});
    const containers = withLives(
      [cut, other],
      [aReservation({to: undefined}), aReservation({uid: 'v'})],
      'metrics-api',
    );
    expect(containers[0]?.endedAt).toBeUndefined();
  });

  it('takes the word of the kubelet for an end unless the watch still sees the container run', () => {
    const ended = [aContainer({endedAt: 45_000})];
    const endedAt = (change: Partial<PodReservation>) =>
      withLives(ended, [aReservation({to: undefined, containers: [app], ...change})], 'kubelet').map(
        one => one.endedAt,
      );
    expect(endedAt({runs: [aRun(0)]})).toEqual([undefined]);
    expect(endedAt({runs: [aRun(0, 46_000)]})).toEqual([45_000]);
    expect(endedAt({runs: [aRun(0, 46_000), aRun(47_000)]})).toEqual([45_000, undefined]);
  });

  it.each(['kubelet', 'prometheus'] as const)(
    'takes the word of %s for an end in a pod that is ending: the watch tells of no exit before the last',
    source => {
      const proxy = aContainer({container: 'proxy'});
      const ending = aReservation({
        ...{to: undefined, isEnding: true, containers: [app, {...app, name: 'proxy'}]},
        runs: [aRun(0), {...aRun(0), container: 'proxy'}],
      });
      const containers = withLives([aContainer({endedAt: 45_000}), proxy], [ending], source);
      expect(containers.map(({endedAt}) => endedAt)).toEqual([45_000, undefined]);
    },
  );

  it('ends what the kubelet is no longer asked for since its pod is gone', () => {
    expect(withLives([aContainer()], [aReservation()], 'kubelet')).toMatchObject([{endedAt: 60_000}]);
  });

  it('ends a pod that was over before the watch began', () => {
    expect(withLives([aContainer()], [], 'prometheus')).toMatchObject([{endedAt: 45_000}]);
  });
});
