import {shortSpec, victimManifests} from './a-victim.js';
import {recordBurntCpu} from './burnt-cpu.js';
import {untilNothingIsLeft, type Workspace, workspace} from './gate-process.js';

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
    const burnt = recordBurntCpu('victim');
    const {code, result, stderr} = await space.gate(
      ...['run', '--spec', space.write('gate.yaml', spec), '--out', space.out],
    );
    await burnt.stop();
    expect({code, stderr: code === 1 ? '' : stderr}).toEqual({code: 1, stderr: ''});
    expect(result?.reasons[0]).toMatch(/^hog: cost\.multiplier\.usage was [\d.]+x; the limit is 1\.5x/);

    const began = Date.parse(result!.startedAt);
    const fault = result!.phases.find(({name}) => name === 'fault')!;
    const cores = burnt.coresIn(began + 1000 * fault.from, began + 1000 * fault.to);
    expect(cores).toBeGreaterThan(0.1); // limited to 0.2, and the machine is not its own
    expect(cores).toBeLessThan(0.23);
    const hourly = (phase: string): number =>
      result!.findings.find(finding => finding.metric === 'cost.hourly.usage' && finding.phase === phase)!.value!;
    expect(hourly('fault') / 0.048 / cores).toBeGreaterThan(0.9);
    expect(hourly('fault') / 0.048 / cores).toBeLessThan(1.1);
    const multiplier = result!.findings.find(finding => finding.metric === 'cost.multiplier.usage')!.value!;
    expect(multiplier).toBeCloseTo(hourly('fault') / hourly('idle'), 6);
  });
});
