import {costIn} from '../../../../src/cost/span-cost.js';
import {startUsage} from '../../../../src/measure/usage/recorder.js';
import type {PodReservation} from '../../../../src/measure/usage/usage.js';
import {fakeClock} from '../../../fakes/fake-clock.js';
import {aSource, halfACore, pods} from './a-source.js';

const aReservation = (change: Partial<PodReservation> = {}): PodReservation => ({
  ...{uid: 'u', name: 'p', workload: undefined, from: 0, to: undefined},
  ...{cpuRequest: 1, memoryRequest: 1, containers: []},
  ...change,
});
const aContainer = {name: 'c', request: {cpu: 1, memory: 1}, limit: {cpu: 1, memory: 1}};

describe('startUsage', () => {
  it('reads once a second, on the monotonic clock', async () => {
    const clock = fakeClock(1_000);
    const controller = new AbortController();
    const usage = startUsage({sources: [aSource({read: halfACore(clock)})], clock, signal: controller.signal, pods});
    await clock.advance(5_000);
    const {source, containers, notes} = usage.record();
    expect({source, notes}).toEqual({source: 'node-proxy', notes: []});
    const {samples} = containers[0]!;
    expect(samples.length).toBeGreaterThanOrEqual(5);
    expect(samples.at(-1)!.cpuSeconds - samples[0]!.cpuSeconds).toBeCloseTo(
      (samples.at(-1)!.at - samples[0]!.at) / 2000,
      6,
    );
    controller.abort();
    await usage.ended;
  });

  it('takes the next source where one is refused, and says why only where none is left', async () => {
    const clock = fakeClock();
    const refused = aSource({refusal: async () => 'not granted'});
    const good = aSource({name: 'metrics-api', scope: 'namespace', read: halfACore(clock)});
    const usage = startUsage({sources: [refused, good], clock, signal: new AbortController().signal, pods});
    await clock.advance(2_000);
    expect(usage.record()).toMatchObject({source: 'metrics-api', notes: []});

    const none = startUsage({sources: [refused], clock, signal: new AbortController().signal, pods});
    await clock.advance(2_000);
    expect(none.record()).toMatchObject({source: undefined, containers: [], notes: ['node-proxy: not granted']});
  });

  it('notes what is to know of its source, also where that shows later', async () => {
    const clock = fakeClock();
    let caveat: string | undefined;
    const source = aSource({read: halfACore(clock)});
    const sources = [Object.defineProperty(source, 'caveat', {get: () => caveat})];
    const usage = startUsage({sources, clock, signal: new AbortController().signal, pods});
    await clock.advance(2_000);
    expect(usage.record().notes).toEqual([]);
    caveat = 'not verified';
    await clock.advance(2_000);
    expect(usage.record().notes).toEqual(['not verified']);
  });

  it('notes what goes wrong and goes on', async () => {
    const clock = fakeClock();
    let polls = 0;
    const flaky = aSource({
      read: async () => {
        polls++;
        if (polls === 3) throw new Error('HTTP 503');
        return halfACore(clock)();
      },
    });
    const usage = startUsage({sources: [flaky], clock, signal: new AbortController().signal, pods});
    await clock.advance(6_000);
    expect(usage.record().notes).toEqual(['HTTP 503']);
    expect(usage.record().containers[0]?.samples.length).toBeGreaterThan(3);
  });

  it('waits for what its source tells late, and no longer than it may take', async () => {
    const clock = fakeClock();
    const late = aSource({
      read: async () => {
        const timestamp = clock.today().getTime() - 2_000;
        return [{pod: 'p', container: 'c', timestamp, cpuSeconds: clock.now(), memoryBytes: 7}];
      },
    });
    const usage = startUsage({sources: [late], clock, signal: new AbortController().signal, pods});
    await clock.advance(5_000);
    const caughtUp = usage.catchUp(5_000).then(() => clock.now());
    const limit = usage.catchUp(60_000).then(() => clock.now());
    await clock.advance(10_000);
    expect(await caughtUp).toBeGreaterThanOrEqual(7_000);
    expect(await caughtUp).toBeLessThan(8_000);
    expect(await limit).toBe(8_000);
  });

  it('tells of pods that were never read, so that they lower the coverage', async () => {
    const clock = fakeClock();
    const reservations = () => [aReservation({uid: 'short', name: 'p9', from: 100, to: 600})];
    const usage = startUsage({
      sources: [aSource()],
      clock,
      signal: new AbortController().signal,
      pods: {...pods, reservations},
    });
    await clock.advance(2_000);
    expect(usage.record().containers).toEqual([
      {pod: 'p9', podUid: 'short', container: '', node: '', startedAt: 100, endedAt: 600, samples: []},
    ]);
  });

  describe('where a source answers with nothing', () => {
    /** Told of a container until second 10; the watch saw its pod, and the container run until `exit`. */
    const afterAMinute = async (change: Partial<PodReservation>) => {
      const clock = fakeClock();
      const silent = aSource({read: async () => (clock.now() > 10_000 ? [] : halfACore(clock)())});
      const sources = [silent, aSource({name: 'kubelet', read: halfACore(clock)})];
      const reservations = () => [aReservation(change)];
      const {signal} = new AbortController();
      const usage = startUsage({sources, clock, signal, pods: {...pods, reservations}});
      await clock.advance(60_000);
      return usage.record();
    };

    it('gives it up while a container runs, and says so', async () => {
      const notes = ['node-proxy told nothing, or the same timestamps, for over 5 s'];
      expect(await afterAMinute({})).toMatchObject({source: 'kubelet', notes});
      expect(await afterAMinute({runs: [{container: 'c', from: 0, to: undefined}]})).toMatchObject({source: 'kubelet'});
    });

    it('believes it where no container runs', async () => {
      const kept = {source: 'node-proxy', notes: []};
      expect(await afterAMinute({to: 10_000})).toMatchObject(kept);
      expect(await afterAMinute({runs: [{container: 'c', from: 0, to: 10_000}]})).toMatchObject(kept);
      expect(await afterAMinute({runs: []})).toMatchObject(kept);
    });
  });

  it('counts a pod that a coarse source no longer tells of as not measured', async () => {
    const clock = fakeClock();
    const source = aSource({
      ...{name: 'metrics-api', scope: 'namespace', freshForMs: 75_000},
      read: async () => {
        const both = ['a', 'b'].map(pod => async () => (await halfACore(clock)()).map(told => ({...told, pod})));
        return (await Promise.all(both.slice(0, clock.now() > 30_000 ? 1 : 2).map(read => read()))).flat();
      },
    });
    const reservations = () => ['a', 'b'].map(name => aReservation({uid: name, name, containers: [aContainer]}));
    const {signal} = new AbortController();
    const usage = startUsage({sources: [source], clock, signal, pods: {...pods, reservations, uidOf: pod => pod}});
    await clock.advance(60_000);
    const prices = {cpu: 1, memory: 0, currency: '$', source: 'the test', date: undefined};
    expect(costIn(usage.record(), {from: 40_000, to: 60_000}, prices).spent.usage).toEqual({
      dollars: null,
      trouble: 'only 50% of the usage was measured, and 90% are needed',
    });
  });

  it('goes on with its only source after that was away', async () => {
    const clock = fakeClock();
    const away = aSource({
      read: async () => {
        if (clock.now() > 5_000 && clock.now() < 60_000) throw new Error('connection refused');
        return halfACore(clock)();
      },
    });
    const usage = startUsage({sources: [away], clock, signal: new AbortController().signal, pods});
    await clock.advance(80_000);
    expect(usage.record().source).toBe('node-proxy');
    expect(usage.record().containers[0]?.samples.at(-1)?.at).toBe(80_000);
  });

  it('keeps its source while there is no pod to read', async () => {
    const clock = fakeClock();
    const nodes = pods.nodes();
    const sources = [aSource({read: halfACore(clock)}), aSource({name: 'metrics-api', read: halfACore(clock)})];
    const {signal} = new AbortController();
    const usage = startUsage({sources, clock, signal, pods: {...pods, nodes: () => nodes}});
    await clock.advance(2_000);
    const [node] = nodes.splice(0);
    await clock.advance(60_000);
    nodes.push(node!);
    await clock.advance(2_000);
    expect(usage.record()).toMatchObject({source: 'node-proxy', notes: []});
  });

  it('looks for a source again where there was none', async () => {
    const clock = fakeClock();
    const answers = ['not granted', undefined];
    const late = aSource({refusal: async () => answers.shift(), read: halfACore(clock)});
    const usage = startUsage({sources: [late], clock, signal: new AbortController().signal, pods});
    await clock.advance(20_000);
    expect(usage.record().source).toBe('node-proxy');
  });
});
