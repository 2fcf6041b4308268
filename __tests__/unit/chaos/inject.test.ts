import type {ChaosEngine, FaultPlan, Injection} from '../../../src/chaos/engine.js';
import {chooseEngine, inject} from '../../../src/chaos/inject.js';
import {fakeClock} from '../../fakes/fake-clock.js';

const plan = {experiment: {name: 'kill', engine: 'auto'}, repeat: 1} as unknown as FaultPlan;
const anEngine = (change: Partial<ChaosEngine>): ChaosEngine => ({
  name: 'native',
  refusal: async () => undefined,
  inject: async () => ({applied: 'done'}) as Injection,
  ...change,
});

describe('inject', () => {
  it('gives up after 20 s and tells the engine so', async () => {
    const clock = fakeClock();
    let told: AbortSignal | undefined;
    const engine = anEngine({
      inject: (_, signal) => {
        told = signal;
        return new Promise(() => {});
      },
    });
    const pending = inject(engine, plan, clock, new AbortController().signal);
    const outcome = expect(pending).rejects.toMatchObject({
      blame: 'inconclusive',
      message: 'the native engine could not inject kill within 20 s',
    });
    await clock.advance(20_000);
    await outcome;
    expect(told?.aborted).toBe(true);
  });

  it('ends with the signal’s reason when the run is interrupted', async () => {
    const controller = new AbortController();
    const engine = anEngine({
      inject: (_, signal) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    });
    const pending = inject(engine, plan, fakeClock(), controller.signal);
    controller.abort(new Error('interrupted by SIGINT'));
    await expect(pending).rejects.toThrow('interrupted by SIGINT');
  });
});

describe('chooseEngine', () => {
  it('takes the first engine that does not refuse', async () => {
    const first = anEngine({name: 'chaosMesh', refusal: async () => 'Chaos Mesh is not installed'});
    const second = anEngine({});
    expect(await chooseEngine([first, second], plan.experiment)).toBe(second);
  });

  it('says why when all refuse', async () => {
    const engines = [
      anEngine({refusal: async () => 'Chaos Mesh is not installed'}),
      anEngine({refusal: async () => Promise.reject(new Error('no answer'))}),
    ];
    await expect(chooseEngine(engines, plan.experiment)).rejects.toMatchObject({
      blame: 'environment',
      message: "experiment kill can't be run on this cluster: Chaos Mesh is not installed; no answer",
    });
  });
});
