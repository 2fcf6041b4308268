import type {ChaosEngine, FaultPlan, Injection} from '../../../src/chaos/engine.js';
import {chooseEngine, inject} from '../../../src/chaos/inject.js';
import {Failure} from '../../../src/failure.js';
import {fakeClock} from '../../fakes/fake-clock.js';

const plan = {experiment: {name: 'kill', engine: 'auto', podKill: {}}, repeat: 1} as unknown as FaultPlan;
const anEngine = (change: Partial<ChaosEngine>): ChaosEngine => ({
  name: 'native',
  faults: ['podKill'],
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

  it('gives an engine the time that it asks for', async () => {
    const clock = fakeClock();
    const pending = inject(
      anEngine({giveUpMs: 30_000, inject: () => clock.sleep(29_000).then(() => ({applied: 'done'}) as Injection)}),
      plan,
      clock,
      new AbortController().signal,
    );
    await clock.advance(29_000);
    expect(await pending).toMatchObject({applied: 'done'});
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
    const first = anEngine({
      name: 'chaosMesh',
      refusal: async () => ({why: 'Chaos Mesh is not installed', fix: 'Install it: helm …'}),
    });
    const second = anEngine({});
    expect(await chooseEngine([first, second], plan.experiment)).toBe(second);
  });

  it('says why when all refuse', async () => {
    const engines = [
      anEngine({refusal: async () => ({why: 'Chaos Mesh is not installed', fix: 'Install it: helm …'})}),
      anEngine({refusal: async () => Promise.reject(new Error('no answer'))}),
    ];
    await expect(chooseEngine(engines, plan.experiment)).rejects.toMatchObject({
      blame: 'environment',
      message: "experiment kill can't be run on this cluster: Chaos Mesh is not installed; no answer",
      hint: 'Install it: helm …',
    });
  });

  it('asks no engine that can’t do the fault anywhere', async () => {
    let asked = 0;
    const first = anEngine({name: 'chaosMesh', faults: ['cpu'], refusal: async () => void asked++});
    expect(await chooseEngine([first, anEngine({})], plan.experiment)).toMatchObject({name: 'native'});
    expect(asked).toBe(0);
  });

  it('blames the spec for an engine that can’t do the fault, and for an experiment that is wrong', async () => {
    const named = {...plan.experiment, engine: 'native' as const};
    await expect(chooseEngine([anEngine({faults: ['request']})], named)).rejects.toMatchObject({
      blame: 'usage',
      message: "experiment kill: the engine native can't do podKill",
    });
    const wrong = new Failure('usage', 'chaos.yaml: holds 2 objects');
    await expect(chooseEngine([anEngine({refusal: () => Promise.reject(wrong)})], plan.experiment)).rejects.toBe(wrong);
  });
});
