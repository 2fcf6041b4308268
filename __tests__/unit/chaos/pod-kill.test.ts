import type {FaultPlan} from '../../../src/chaos/engine.js';
import {podKill} from '../../../src/chaos/native/pod-kill.js';
import type {PodKillSpec} from '../../../src/spec/schema.js';
import {aPod} from '../../builders/a-pod.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {type FakeKube, fakeKube} from '../../fakes/fake-kube.js';

const never = new AbortController().signal;
const fault = (change: Partial<PodKillSpec> = {}): PodKillSpec => ({
  target: 'Deployment/shop',
  mode: 'one',
  seed: 7,
  gracePeriod: 0,
  ...change,
});
const plan = (repeat = 1): FaultPlan => ({
  experiment: {name: 'kill'} as FaultPlan['experiment'],
  namespace: 'test',
  target: {kind: 'Deployment', name: 'shop', selector: 'app=shop'},
  repeat,
});

function clusterOf(...pods: ReturnType<typeof aPod>[]): FakeKube {
  const kube = fakeKube();
  for (const pod of pods) kube.put(pod.build() as never);
  return kube;
}

const running = (name: string) => aPod(name).running(`c-${name}`);

describe('podKill', () => {
  it('deletes one running pod of the target, by its UID', async () => {
    const kube = clusterOf(running('a'), running('b'), running('c'));
    const injection = await podKill(fault(), plan(), {kube, clock: fakeClock(5), newSeed: () => 0}, never);
    expect(injection).toMatchObject({lifecycle: 'one-shot', requestedAt: 5, acknowledgedAt: 5});
    expect(injection.targets).toHaveLength(1);
    const left = await kube.list({apiVersion: 'v1', kind: 'Pod', namespace: 'test'});
    expect(left).toHaveLength(2);
    expect(injection.applied).toContain('deleted 1 of 3 pods of Deployment/shop (seed 7)');
  });

  it('chooses the same pod for the same seed, and goes on in the next repeat', async () => {
    const choose = async (repeat: number): Promise<string | undefined> => {
      const kube = clusterOf(...['a', 'b', 'c', 'd', 'e', 'f'].map(running));
      const ports = {kube, clock: fakeClock(), newSeed: () => 0};
      return (await podKill(fault(), plan(repeat), ports, never)).targets[0]?.name;
    };
    expect(await choose(1)).toBe(await choose(1));
    const chosen = new Set(await Promise.all([1, 2, 3, 4, 5, 6].map(choose)));
    expect(chosen.size).toBeGreaterThan(1);
  });

  it('kills all or a number of them', async () => {
    const ports = () => ({
      kube: clusterOf(running('a'), running('b'), running('c')),
      clock: fakeClock(),
      newSeed: () => 0,
    });
    expect((await podKill(fault({mode: 'all'}), plan(), ports(), never)).targets).toHaveLength(3);
    expect((await podKill(fault({mode: 2}), plan(), ports(), never)).targets).toHaveLength(2);
  });

  it('leaves pods alone that are going already, and finds nothing to kill among them', async () => {
    const kube = clusterOf(running('a').terminating(), aPod('pending'));
    await expect(podKill(fault(), plan(), {kube, clock: fakeClock(), newSeed: () => 0}, never)).rejects.toMatchObject({
      blame: 'inconclusive',
      message: 'Deployment/shop has no running pod to kill',
    });
  });

  it('tells the seed that it took where the spec gives none', async () => {
    const {seed: _, ...unseeded} = fault();
    const kube = clusterOf(running('a'));
    const injection = await podKill(
      unseeded as PodKillSpec,
      plan(),
      {kube, clock: fakeClock(), newSeed: () => 4711},
      never,
    );
    expect(injection.applied).toContain('(seed 4711)');
  });
});
