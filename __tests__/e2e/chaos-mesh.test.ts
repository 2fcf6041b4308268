import {shortSpec, victimManifests} from './a-victim.js';
import {
  chaosInCluster,
  type Ended,
  leftInCluster,
  removeWithNothingLeft,
  type Workspace,
  workspace,
} from './gate-process.js';

const TARGET = 'Deployment/victim';

describe('Chaos Mesh on a real cluster', () => {
  let space: Workspace;
  beforeEach(() => {
    space = workspace();
    space.write('k8s/victim.yaml', victimManifests());
  });
  afterEach(() => removeWithNothingLeft(space));

  const runExperiments = (...experiments: object[]): Promise<Ended> =>
    space.gate('run', '--spec', space.write('gate.yaml', shortSpec({experiments})), '--out', space.out);

  it('kills a container, cuts a pod off and burns CPU, each with its proof, and each recovers', async () => {
    const {code, result, stderr} = await runExperiments(
      {name: 'container-kill', containerKill: {target: TARGET}, for: '5s'},
      {name: 'partition', partition: {target: TARGET}, for: '8s'},
      {name: 'cpu-hog', cpu: {target: TARGET, load: 100}, for: '8s'},
    );
    expect({code, reasons: result?.reasons, stderr: code === 0 ? '' : stderr}).toEqual({
      code: 0,
      reasons: [],
      stderr: '',
    });
    expect(result?.experiments.map(({engine}) => engine)).toEqual(['chaosMesh', 'chaosMesh', 'chaosMesh']);
    const [killed, cut, burnt] = result!.experiments.map(({repeats}) => repeats[0]!);
    expect(killed?.proof).toMatchObject({grade: 'effect', what: expect.stringContaining('lost its container')});
    expect(killed?.injection.removedAt).toBeUndefined();
    expect(killed?.recovery.pod.value).toBeGreaterThan(0.1);
    expect(cut?.proof.grade).toBe('effect');
    expect(burnt?.targets).toHaveLength(1);
    for (const lasting of [cut, burnt]) {
      const {injectedAt, removedAt} = lasting!.injection;
      expect(removedAt! - injectedAt).toBeGreaterThan(7.9);
      expect(removedAt! - injectedAt).toBeLessThan(20);
    }
  });

  it('makes pods fail, takes memory, and runs a Schedule from a file', async () => {
    const stress = {mode: 'one', duration: '4s', stressors: {cpu: {workers: 1, load: 50}}};
    space.write('chaos/schedule.yaml', {
      apiVersion: 'chaos-mesh.org/v1alpha1',
      kind: 'Schedule',
      metadata: {name: 'bursts'},
      spec: {
        schedule: '@every 2s',
        type: 'StressChaos',
        concurrencyPolicy: 'Forbid',
        historyLimit: 1,
        stressChaos: stress,
      },
    });
    const {code, result, stderr} = await runExperiments(
      {name: 'pod-failure', podFailure: {target: TARGET}, for: '6s'},
      {name: 'memory', memory: {target: TARGET, size: '30Mi'}, for: '5s'},
      {name: 'bursts', chaosMesh: {file: 'chaos/schedule.yaml', target: TARGET}, for: '6s'},
    );
    expect({code, reasons: result?.reasons, stderr: code === 0 ? '' : stderr}).toEqual({
      code: 0,
      reasons: [],
      stderr: '',
    });
    expect(result?.experiments[0]?.repeats[0]?.proof.grade).toBe('effect');
  });

  it('is inconclusive, with Chaos Mesh’s own words, where it can’t inject, and leaves nothing', async () => {
    const run = space.start(
      ...['run', '--spec'],
      space.write(
        'gate.yaml',
        shortSpec({experiments: [{name: 'delay', networkDelay: {target: TARGET, latency: '100ms'}, for: '5s'}]}),
      ),
      ...['--out', space.out],
    );
    await run.said('Experiment delay');
    const began = Date.now();
    await run.said('warning: delay');
    expect(Date.now() - began).toBeLessThan(45_000);
    expect(chaosInCluster()).toEqual([]);
    const {code, result} = await run.ended;
    expect({code, verdict: result?.verdict}).toEqual({code: 4, verdict: 'inconclusive'});
    expect(result?.reasons[0]).toContain('unable to set tcs');
    expect(result?.reasons[0]).toContain('sch_netem');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'leaves no object of Chaos Mesh when %s comes in the middle of a StressChaos',
    async (signal, expected) => {
      const experiments = [{name: 'cpu-hog', cpu: {target: TARGET}, for: '60s'}];
      const run = space.start('run', '--spec', space.write('gate.yaml', shortSpec({experiments})), '--out', space.out);
      await run.said('Chaos Mesh injected');
      expect(chaosInCluster()).toHaveLength(1);
      const sentAt = Date.now();
      run.process.kill(signal);
      const {code} = await run.ended;
      expect(code).toBe(expected);
      expect(Date.now() - sentAt).toBeLessThan(10_000); // a runner kills 10 s after a cancellation
      expect(chaosInCluster()).toEqual([]);
      expect((await space.gate('clean')).code).toBe(0);
    },
  );

  it('refuses to burn CPU without a limit beside the load, before it injects', async () => {
    space.write('k8s/victim.yaml', victimManifests({container: {resources: {}}}));
    const {code, stderr} = await runExperiments({name: 'cpu-hog', cpu: {target: TARGET}, for: '5s'});
    expect(code).toBe(2);
    expect(stderr).toContain('has no CPU limit');
  });

  it('refuses a file that reaches further than the victim, before anything is deployed', async () => {
    space.write('chaos/far.yaml', {
      apiVersion: 'chaos-mesh.org/v1alpha1',
      kind: 'PodChaos',
      metadata: {name: 'far'},
      spec: {action: 'pod-kill', mode: 'all', selector: {namespaces: ['kube-system']}},
    });
    const {code, stderr} = await runExperiments({name: 'far', chaosMesh: 'chaos/far.yaml', for: '5s'});
    expect(code).toBe(2);
    expect(stderr).toContain('spec selects by namespaces');
    expect(leftInCluster()).toEqual([]);
  });
});
