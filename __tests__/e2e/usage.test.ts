import {cpuIn, memoryIn} from '../../src/measure/usage/rates.js';
import {startUsage} from '../../src/measure/usage/recorder.js';
import {usageSources} from '../../src/measure/usage/sources/index.js';
import {systemClock} from '../../src/runtime/clock.js';
import {aBurner, withWatch} from './a-burner.js';
import {cpuCounterOf, cpuSeconds} from './cgroup.js';

const NAMESPACE = 'gate-e2e-usage';

/** Reads a counter at a moment (monotonic ms) that is known: this machine may stall between the two. */
function readPromptly(counter: string): {at: number; seconds: number} {
  for (;;) {
    const before = systemClock.now();
    const seconds = cpuSeconds(counter);
    const at = systemClock.now();
    if (at - before < 20) return {at, seconds};
  }
}

describe('usage on a real cluster', () => {
  const burner = aBurner(NAMESPACE);
  beforeAll(() => burner.start());
  afterAll(() => burner.remove());

  it.each(['node-proxy', 'kubelet'])('agrees by %s with the kernel’s own counter of a pod that burns its limit', name =>
    withWatch(NAMESPACE, async ({kube, recorder, signal}) => {
      const clock = systemClock;
      const sources = usageSources('auto', NAMESPACE, {kube, clock, env: {}}).filter(source => source.name === name);
      const usage = startUsage({sources, clock, signal, pods: recorder});
      const counter = cpuCounterOf(recorder.uidOf('burner') ?? '');
      await clock.sleep(3000);
      const first = readPromptly(counter);
      await clock.sleep(20_000);
      const last = readPromptly(counter);
      const used = last.seconds - first.seconds;
      const span = {from: first.at, to: last.at};
      await usage.catchUp(span.to);

      const record = usage.record();
      const seconds = (span.to - span.from) / 1000;
      const {coreSeconds, coverage} = cpuIn(record, span);
      expect(record).toMatchObject({source: name, reservations: [{name: 'burner', cpuRequest: 0.05}]});
      expect(coverage).toBe(1);
      expect(coreSeconds / seconds).toBeGreaterThan(0.1); // its limit is 0.2, and the machine is not its own
      expect(Math.abs(coreSeconds - used) / seconds).toBeLessThanOrEqual(0.01);
      expect(memoryIn(record, span).byteSeconds / seconds).toBeGreaterThan(2 ** 20);
      const samples = record.containers[0]?.samples.filter(({at}) => at >= span.from && at < span.to) ?? [];
      expect(samples.length).toBeGreaterThanOrEqual(10); // coarse sources have two or three
      expect(record.notes.filter(note => !note.includes('not verified'))).toEqual([]);
    }),
  );
});
