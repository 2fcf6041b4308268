import {type SteadyLimits, steadyLimits} from '../../src/analysis/steady.js';
import type {ChaosEngine} from '../../src/chaos/engine.js';
import {runExperiment} from '../../src/experiment.js';
import type {LoadGenerator} from '../../src/load/generator.js';
import type {ExperimentMeasurement} from '../../src/measure/measurements.js';
import type {Recorder} from '../../src/measure/recorder.js';
import {aSpec} from '../builders/a-spec.js';
import {aWorkloadTimeline} from '../builders/a-workload-timeline.js';
import {growingSamples} from '../builders/growing-samples.js';
import {type Answer, at, healthy, someSamples} from '../builders/some-samples.js';
import {fakeClock} from '../fakes/fake-clock.js';
import {recordingLogger} from '../fakes/recording-logger.js';

const BASELINE = {from: at(5), to: at(25)};

/** Up to three pod kills, the first at second 30, of which a pod comes back at once; recovery is waited for 20 s and may take 10 s. */
async function run(answer: (second: number) => Answer | undefined) {
  const clock = fakeClock(at(30));
  const whole = someSamples({seconds: 200, answer: (second, index) => answer(second) ?? healthy(index)});
  const load = {samples: growingSamples(whole, clock)} as LoadGenerator;
  const spec = aSpec()
    .withGate({must: ['recovery <= 10s']})
    .withExperiments({repeat: 3})
    .build();
  const timeline = aWorkloadTimeline();
  const recorder = {
    serving: () => 1,
    timeline: () => timeline,
    firstEvent: (_uids: unknown, _kinds: unknown, since: number) => ({
      pod: 'checkout-old',
      what: 'gone',
      at: since,
      notBefore: since,
    }),
  } as unknown as Recorder;
  const injections: number[] = [];
  const engine: ChaosEngine = {
    name: 'native',
    faults: ['podKill'],
    refusal: async () => undefined,
    inject: async () => {
      const now = clock.now();
      injections.push((now - at(0)) / 1000);
      return {
        ...{lifecycle: 'one-shot', requestedAt: now, acknowledgedAt: now, applied: 'deleted 1 of 1 pods'},
        ...{targets: [{uid: 'uid-old', name: 'checkout-old'}], effects: ['gone'], lostWith: []},
        remove: async () => now,
      };
    },
  };
  const {signal} = new AbortController();
  const measured: ExperimentMeasurement = {
    ...{name: 'pod-kill', fault: 'podKill', engine: 'native'},
    ...{repeats: [], inconclusive: []},
  };
  const workload = {kind: 'Deployment', name: 'checkout', selector: 'app=checkout'} as const;
  const running = runExperiment(measured, {
    ...{experiment: spec.experiments[0]!, engine, namespace: 'shop', target: undefined, baseline: BASELINE, spec},
    scene: {
      ...{clock, load, recorder, signal, logger: recordingLogger(), phases: spec.phases},
      limits: steadyLimits(whole, BASELINE, spec) as SteadyLimits,
      usage: {record: () => ({source: undefined, containers: [], reservations: [], notes: []})},
      watched: [{workload, serving: 1}],
      apiTrouble: async () => undefined,
      wait: ms => clock.sleep(ms, signal),
      settle: async () => undefined,
    },
  });
  await clock.advance(150_000);
  await running;
  return {measured, injections};
}

describe('the repeats of an experiment', () => {
  it('are all done where each recovers in time', async () => {
    const {measured, injections} = await run(() => undefined);
    expect(injections).toHaveLength(3);
    expect(measured).toMatchObject({inconclusive: [], repeats: [{repeat: 1}, {repeat: 2}, {repeat: 3}]});
  });

  it.each([
    ['never', 200],
    ['after the deadline', 52],
  ])('end with the first where requests time out and the service is back %s', async (_, backAt) => {
    const {measured, injections} = await run(second => (second >= 30 && second < backAt ? 'timeout' : undefined));
    expect(measured.stopped).toBe('stopped after 1 of 3: recovery > 20 s, the limit is 10 s');
    expect(measured.inconclusive).toEqual([]);
    expect(injections).toEqual([30]);
  });
});
