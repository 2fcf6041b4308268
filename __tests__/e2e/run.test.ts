import {spawnSync} from 'node:child_process';
import {shortSpec, victimManifests} from './a-victim.js';
import {
  type Ended,
  leftInCluster,
  removeWithNothingLeft,
  untilNothingIsLeft,
  type Workspace,
  workspace,
} from './gate-process.js';

describe('the gate on a real cluster', () => {
  let space: Workspace;
  beforeEach(() => {
    space = workspace();
  });
  afterEach(() => removeWithNothingLeft(space));

  const runSpec = (spec: object, manifests: string): Promise<Ended> => {
    space.write('k8s/victim.yaml', manifests);
    return space.gate('run', '--spec', space.write('gate.yaml', spec), '--out', space.out);
  };

  it('passes the example, with every number measured and little time of its own', async () => {
    const {code, stderr, result} = await space.gate('run', '--spec', space.example('gate.yaml'), '--out', space.out);
    expect({code, verdict: result?.verdict, reasons: result?.reasons, stderr: code === 0 ? '' : stderr}).toEqual({
      code: 0,
      verdict: 'pass',
      reasons: [],
      stderr: '',
    });
    expect(result?.diagnoses).toEqual([]);
    const kill = result?.experiments.find(experiment => experiment.name === 'pod-kill');
    expect(kill?.repeats[0]?.proof.grade).toBe('effect');
    expect(kill?.repeats[0]?.recovery.pod.value).toBeGreaterThan(0.1);
    expect(kill?.repeats[0]?.split.length).toBeGreaterThan(0);
    expect(result?.load?.via).toBe('nodePort');
    const parts = kill?.repeats[0]?.split.reduce((sum, part) => sum + part.seconds, 0);
    expect(parts).toBeCloseTo(kill?.repeats[0]?.recovery.pod.value ?? 0, 6);
    // What it waits for a steady state before a fault is the machine's time, not the gate's.
    const phases = result!.phases;
    const waits = phases.slice(1).map(({from}, index) => Math.max(0, from - phases[index]!.to));
    expect(result!.timings.overheadSeconds! - waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(5);
    expect(Math.max(...waits)).toBeLessThan(30);
  });

  it('fails a limit that nothing can keep, and names the objective', async () => {
    const spec = shortSpec({gate: {must: ['recovery <= 0.001s']}});
    const {code, result, stderr} = await runSpec(spec, victimManifests({replicas: 1}));
    expect({code, verdict: result?.verdict, reasons: result?.reasons}).toEqual({
      code: 1,
      verdict: 'fail',
      reasons: [expect.stringMatching(/^pod-kill: recovery took [\d.]+ s; the limit is 0\.001 s/)],
    });
    expect(result?.objectives).toMatchObject([{text: 'recovery <= 0.001s', verdict: 'fail'}]);
    expect(stderr).toContain(result?.reasons[0]);
    const {service, pod} = result!.experiments[0]!.repeats[0]!.recovery;
    expect(service.value).toBeGreaterThan(0.1); // one replica: nothing answers until the next is in service
    expect(Math.abs(service.value! - pod.value!)).toBeLessThan(2);
  });

  it('repeats an experiment and judges the slowest', async () => {
    const experiments = [
      {name: 'pod-kill', podKill: {target: 'Deployment/victim', mode: 'all', seed: 7}, for: '5s', repeat: 2},
    ];
    const {code, result} = await runSpec(shortSpec({experiments}), victimManifests());
    expect(code).toBe(0);
    const totals = result!.experiments[0]!.repeats.map(repeat => repeat.recovery.total.value!);
    expect(totals).toHaveLength(2);
    expect(result?.objectives[0]?.observed.value).toBe(Math.max(...totals));
    expect(result!.experiments[0]!.repeats.every(repeat => repeat.targets.length === 2)).toBe(true);
  });

  it('blames the change when the victim crashes, and shows its log', async () => {
    const container = {
      command: ['node', '-e', 'console.log("no database at db:5432"); process.exit(3)'],
      readinessProbe: undefined,
    };
    const {code, result} = await runSpec(
      shortSpec({victim: {manifests: 'k8s', readyWithin: '30s'}}),
      victimManifests({container}),
    );
    expect({code, verdict: result?.verdict}).toEqual({code: 1, verdict: 'fail'});
    expect(result?.reasons[0]).toContain('no database at db:5432');
    expect(result?.reasons[0]).toMatch(/exit(ed with)? code 3/);
  });

  it('blames the environment when the victim can’t be scheduled', async () => {
    const container = {resources: {requests: {cpu: '64'}}};
    const {code, result} = await runSpec(
      shortSpec({victim: {manifests: 'k8s', readyWithin: '15s'}}),
      victimManifests({container}),
    );
    expect({code, verdict: result?.verdict}).toEqual({code: 3, verdict: 'error'});
    expect(result?.reasons[0]).toContain('Insufficient cpu');
  });

  it('blames the environment when the API server does not answer', async () => {
    const kubeconfig = space.write('kubeconfig', {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'kind-away',
      clusters: [{name: 'away', cluster: {server: 'https://127.0.0.1:1'}}],
      users: [{name: 'u', user: {token: 't'}}],
      contexts: [{name: 'kind-away', context: {cluster: 'away', user: 'u'}}],
    });
    const away = workspace({KUBECONFIG: kubeconfig});
    try {
      away.write('k8s/victim.yaml', victimManifests());
      const {code, result} = await away.gate('run', '--spec', away.write('gate.yaml', shortSpec()), '--out', away.out);
      expect({code, verdict: result?.verdict}).toEqual({code: 3, verdict: 'error'});
      expect(result?.reasons[0]).toContain('https://127.0.0.1:1');
      expect(away.ledgers()).toEqual([]);
    } finally {
      away.remove();
    }
  });

  it('refuses a bad spec before it touches anything', async () => {
    const {code, stderr, result} = await runSpec({...shortSpec(), gate: {must: ['recovry <= 30s']}}, victimManifests());
    expect({code, result}).toEqual({code: 2, result: undefined});
    expect(stderr).toContain('recovery');
    expect(leftInCluster()).toEqual([]);
  });

  it('finds that a fault did not land when its endpoint is missing', async () => {
    const experiments = [{name: 'stress', request: {path: '/no/such/endpoint'}, for: '5s'}];
    const {code, result} = await runSpec(shortSpec({experiments}), victimManifests());
    expect({code, verdict: result?.verdict}).toEqual({code: 4, verdict: 'inconclusive'});
    expect(result?.reasons[0]).toContain('404');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('leaves nothing behind when %s comes in the middle of a fault', async (signal, expected) => {
    space.write('k8s/victim.yaml', victimManifests());
    const spec = shortSpec({
      experiments: [
        {name: 'stress', request: {path: '/api/stress?duration=60', undo: {path: '/api/stress/stop'}}, for: '60s'},
      ],
    });
    const run = space.start('run', '--spec', space.write('gate.yaml', spec), '--out', space.out);
    await run.said('answered 202');
    const sentAt = Date.now();
    run.process.kill(signal);
    const {code, result} = await run.ended;
    expect({code, verdict: result?.verdict}).toEqual({code: expected, verdict: 'error'});
    expect(Date.now() - sentAt).toBeLessThan(10_000); // a runner kills 10 s after a cancellation
    expect(await untilNothingIsLeft(30)).toEqual([]);
    expect((await space.gate('clean')).code).toBe(0); // a namespace that took longer than a runner waits is still in the ledger
    expect(spawnSync('pgrep', ['-f', space.folder], {encoding: 'utf8'}).stdout).toBe('');
  });

  it('is cleaned up after when it was killed', async () => {
    space.write('k8s/victim.yaml', victimManifests());
    const run = space.start('run', '--spec', space.write('gate.yaml', shortSpec()), '--out', space.out);
    await run.said('Baseline');
    run.process.kill('SIGKILL');
    await run.ended;
    expect(leftInCluster().length).toBeGreaterThan(0);
    const {code, stdout} = await space.gate('clean');
    expect({code, stdout}).toEqual({code: 0, stdout: expect.stringContaining('removed')});
    expect(leftInCluster()).toEqual([]);
  });
});
