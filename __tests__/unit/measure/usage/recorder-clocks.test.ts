import {startUsage} from '../../../../src/measure/usage/recorder.js';
import {fakeClock} from '../../../fakes/fake-clock.js';
import {aSource, halfACore, pods} from './a-source.js';

describe('the times that sources of usage tell', () => {
  it('gives up a source whose timestamps stay the same', async () => {
    const clock = fakeClock();
    const at = clock.today().getTime();
    const stale = aSource({
      read: async () => [{pod: 'p', container: 'c', timestamp: at, cpuSeconds: 1, memoryBytes: 1}],
    });
    const good = aSource({name: 'metrics-api', read: halfACore(clock)});
    const usage = startUsage({sources: [stale, good], clock, signal: new AbortController().signal, pods});
    await clock.advance(60_000);
    expect(usage.record().source).toBe('metrics-api');
    expect(usage.record().notes.join()).toContain('same timestamps');
  });

  it.each([0, 300, 700])(
    'gives up a source that freezes %i ms after a poll, and takes its word for no other clock',
    async ms => {
      const clock = fakeClock();
      const freezing = halfACore(clock, () => Math.min(clock.now(), 60_000 + ms));
      const good = aSource({name: 'kubelet', read: halfACore(clock)});
      const sources = [aSource({read: freezing}), good];
      const usage = startUsage({sources, clock, signal: new AbortController().signal, pods});
      await clock.advance(100_000);
      expect(usage.record()).toMatchObject({
        source: 'kubelet',
        notes: ['node-proxy told nothing, or the same timestamps, for over 5 s'],
      });
    },
  );

  it.each([-40_000, 40_000])('knows a clock that is %i ms off by its first answer', async ms => {
    const clock = fakeClock();
    const read = halfACore(clock, () => Math.min(clock.now(), 60_000) + ms);
    const sources = [aSource({read}), aSource({name: 'kubelet', read: halfACore(clock)})];
    const usage = startUsage({sources, clock, signal: new AbortController().signal, pods});
    await clock.advance(50_000);
    expect(usage.record()).toMatchObject({
      source: 'node-proxy',
      notes: ["the clock of n is not this machine's: times of its usage are those of the answers"],
    });
    expect(usage.record().containers[0]?.samples.at(-1)?.at).toBe(50_000);
    await clock.advance(50_000);
    expect(usage.record().source).toBe('kubelet');
  });

  it.each([-60_000, 60_000])('goes on with a source where the calendar is set by %i ms in the run', async ms => {
    const clock = fakeClock();
    const read = halfACore(clock);
    const set = {...clock, today: () => new Date(clock.today().getTime() + (clock.now() < 20_000 ? 0 : ms))};
    const sources = [aSource({read}), aSource({name: 'kubelet', read})];
    const usage = startUsage({sources, clock: set, signal: new AbortController().signal, pods});
    await clock.advance(60_000);
    expect(usage.record()).toMatchObject({
      source: 'node-proxy',
      notes: ["the clock of n is not this machine's: times of its usage are those of the answers"],
    });
    const {samples} = usage.record().containers[0]!;
    expect(samples.at(-1)!.at).toBe(60_000);
    expect(samples.length).toBeGreaterThan(55);
  });

  it('takes one answer that was long under way for no other clock', async () => {
    const clock = fakeClock();
    const read = halfACore(clock, () => clock.now() - (clock.now() === 20_000 ? 40_000 : 0));
    const usage = startUsage({sources: [aSource({read})], clock, signal: new AbortController().signal, pods});
    await clock.advance(40_000);
    expect(usage.record().notes).toEqual([]);
  });

  it('lets no first answer that was old move later ones into the future', async () => {
    const clock = fakeClock();
    const read = halfACore(clock, () => clock.now() - (clock.now() === 0 ? 60_000 : 40_000));
    const usage = startUsage({sources: [aSource({read})], clock, signal: new AbortController().signal, pods});
    await clock.advance(10_000);
    expect(usage.record().containers[0]?.samples.at(-1)?.at).toBe(10_000);
  });
});
