import {setTimeout as sleep} from 'node:timers/promises';
import {shortSpec, victimManifests} from './a-victim.js';
import {cpuCounterOf, cpuSeconds} from './cgroup.js';
import {untilNothingIsLeft, type Workspace, workspace} from './gate-process.js';
import {kubectl} from './kubectl.js';

interface Pods {
  items: {metadata: {uid: string; namespace: string}}[];
}

describe('cost on a real cluster', () => {
  let space: Workspace;
  beforeEach(() => {
    space = workspace();
  });
  afterEach(async () => {
    space.remove();
    expect(await untilNothingIsLeft(30)).toEqual([]);
  });

  it('prices a limited CPU hog at what its cgroup says was burnt, and fails a limit on the multiplier', async () => {
    const resources = {requests: {cpu: '50m', memory: '64Mi'}, limits: {cpu: '200m', memory: '128Mi'}};
    space.write('k8s/victim.yaml', victimManifests({replicas: 1, container: {resources}}));
    const spec = shortSpec({
      cost: {prices: 'cacop'},
      phases: {idle: '8s', warmup: '2s', baseline: '8s', recover: '30s'},
      experiments: [
        {
          name: 'hog',
          cpu: {target: 'Deployment/victim', load: 100},
          for: '15s',
          must: ['cost.multiplier.usage <= 1.5x'],
        },
      ],
    });
    const run = space.start('run', '--spec', space.write('gate.yaml', spec), '--out', space.out);
    await run.said('injected StressChaos');
    await sleep(2_000);
    const from = burntBy('victim');
    await sleep(10_000);
    const to = burntBy('victim');
    const {code, result, stderr} = await run.ended;
    expect({code, stderr: code === 1 ? '' : stderr}).toEqual({code: 1, stderr: ''});
    expect(result?.reasons[0]).toMatch(/^hog: cost\.multiplier\.usage was [\d.]+x; the limit is 1\.5x/);

    const cores = (to.seconds - from.seconds) / ((to.at - from.at) / 1000);
    expect(cores).toBeGreaterThan(0.17); // limited to 0.2
    expect(cores).toBeLessThan(0.23);
    const hourly = (phase: string): number =>
      result!.findings.find(finding => finding.metric === 'cost.hourly.usage' && finding.phase === phase)!.value!;
    expect(hourly('fault') / 0.048 / cores).toBeGreaterThan(0.9);
    expect(hourly('fault') / 0.048 / cores).toBeLessThan(1.1);
    const multiplier = result!.findings.find(finding => finding.metric === 'cost.multiplier.usage')!.value!;
    expect(multiplier).toBeCloseTo(hourly('fault') / hourly('idle'), 6);
  });
});

/** What the containers of the gate's only pod have burnt by their own cgroup. */
function burntBy(app: string): {at: number; seconds: number} {
  const pod = kubectl<Pods>('get', 'pods', '-A', '-l', `app=${app}`).items.find(({metadata}) =>
    metadata.namespace.startsWith('gate-'),
  );
  return {seconds: cpuSeconds(cpuCounterOf(pod?.metadata.uid ?? 'no pod')), at: performance.now()};
}
