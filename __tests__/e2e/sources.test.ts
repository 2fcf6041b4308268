import {pricesOf} from '../../src/cost/prices.js';
import {costIn} from '../../src/cost/span-cost.js';
import {type ThrottleSource, throttleSources} from '../../src/measure/circumstances/throttle-sources.js';
import type {ThrottleRow} from '../../src/measure/circumstances/throttling.js';
import type {Recorder} from '../../src/measure/recorder.js';
import {cpuIn} from '../../src/measure/usage/rates.js';
import {startUsage} from '../../src/measure/usage/recorder.js';
import {usageSources} from '../../src/measure/usage/sources/index.js';
import type {ContainerUsage} from '../../src/measure/usage/usage.js';
import {systemClock} from '../../src/runtime/clock.js';
import {aBurner, withWatch} from './a-burner.js';
import {cpuCounterOf, cpuSeconds} from './cgroup.js';
import {runKubectl} from './kubectl.js';

const NAMESPACE = 'gate-e2e-sources';
const SECONDS = 60;

const isMeasured =
  (uid: string | undefined) =>
  ({podUid, samples}: ContainerUsage): boolean =>
    podUid === uid && samples.length > 1;

/** The burner's counters, when they are of more periods than a start has. */
async function untilItTells(source: ThrottleSource, recorder: Recorder, signal: AbortSignal): Promise<ThrottleRow> {
  for (;;) {
    const rows = await source.read(recorder.nodes(), signal).catch(() => []); // Prometheus has none before its first scrape
    const own = rows.filter(({podUid, periods}) => podUid === recorder.uidOf('burner') && periods > 100);
    // The pod's cgroup and the container's have one limit, and either may be the one that is throttled.
    const [worst] = own.sort((a, b) => b.throttled / b.periods - a.throttled / a.periods);
    if (worst !== undefined) return worst;
    await systemClock.sleep(500, signal);
  }
}

describe('the sources of usage on a real cluster', () => {
  const burner = aBurner(NAMESPACE);
  beforeAll(() => {
    // As charts of Prometheus label their Service.
    const label = 'app.kubernetes.io/name=prometheus';
    runKubectl(['label', 'service', 'prometheus', '-n', 'monitoring', '--overwrite', label]);
    burner.start();
  });
  afterAll(() => burner.remove());

  it('agree on the CPU and on the cost of the same 60 s within 5%', () =>
    withWatch(NAMESPACE, async ({kube, recorder, signal}) => {
      const clock = systemClock;
      const ports = {kube, clock, env: {}};
      const sources = [
        ...usageSources('auto', NAMESPACE, ports),
        ...usageSources({prometheus: 'auto'}, NAMESPACE, ports),
      ];
      const recorders = sources.map(source => ({
        name: source.name,
        usage: startUsage({sources: [source], clock, signal, pods: recorder}),
      }));
      // A new pod is in no coarse source before its second scrape.
      for (const {usage} of recorders)
        while (!usage.record().containers.some(isMeasured(recorder.uidOf('burner')))) await clock.sleep(500, signal);

      const counter = cpuCounterOf(recorder.uidOf('burner') ?? '');
      const before = cpuSeconds(counter);
      const from = clock.now();
      await clock.sleep(SECONDS * 1000);
      const burnt = cpuSeconds(counter) - before;
      const span = {from, to: clock.now()};
      await Promise.all(recorders.map(({usage}) => usage.catchUp(span.to)));

      const told = recorders.map(({name, usage}) => {
        const record = usage.record();
        const {coreSeconds, coverage} = cpuIn(record, span);
        const {spent, hours} = costIn(record, span, pricesOf({prices: 'opencost-default', currency: '$'}));
        return {name, source: record.source, coverage, coreSeconds, hourly: (spent.usage.dollars ?? 0) / hours};
      });
      process.stdout.write(`${told.map(one => JSON.stringify(one)).join('\n')}\n`);
      expect(told.map(({source}) => source)).toEqual(['node-proxy', 'kubelet', 'metrics-api', 'prometheus']);
      for (const {coverage, coreSeconds, hourly} of told) {
        expect(coverage).toBeGreaterThan(0.99);
        expect(Math.abs(coreSeconds / told[0]!.coreSeconds - 1)).toBeLessThan(0.05);
        expect(Math.abs(hourly / told[0]!.hourly - 1)).toBeLessThan(0.05);
      }
      expect(Math.abs(told[0]!.coreSeconds / burnt - 1)).toBeLessThan(0.05);
      expect(burnt / SECONDS).toBeGreaterThan(0.1); // its limit is 0.2, and the machine is not its own
    }));

  it('all tell that the burner is throttled', () =>
    withWatch(NAMESPACE, async ({kube, recorder, signal}) => {
      const ports = {kube, clock: systemClock, env: {}};
      const told: {mayBeRead: boolean; share: number}[] = [];
      for (const source of throttleSources({prometheus: 'auto'}, NAMESPACE, ports)) {
        const mayBeRead = await source.mayBeRead(signal);
        const {throttled, periods} = await untilItTells(source, recorder, signal);
        told.push({mayBeRead, share: throttled / periods});
        await source.close();
      }
      process.stdout.write(`${JSON.stringify(told)}\n`);
      // The kubelets could be read, and need not be where the node proxy may be.
      expect(told.map(({mayBeRead}) => mayBeRead)).toEqual([true, false, true]);
      // Its first seconds, in which it starts, are among the periods.
      for (const {share} of told) expect(share).toBeGreaterThan(0.8);
    }));
});
