import {join} from 'node:path';
import {recordBurntCpu} from './burnt-cpu.js';
import {CACOP, removeWithNothingLeft, type Workspace, workspace} from './gate-process.js';

describe('CACOP’s scenario with Chaos Mesh on a real cluster', () => {
  let space: Workspace;
  beforeEach(() => {
    space = workspace();
  });
  afterEach(() => removeWithNothingLeft(space));

  it('kills pods three times, hogs the CPU in both ways, and multiplies the cost as the kernel counts it', async () => {
    const burnt = recordBurntCpu('victim');
    const spec = join(CACOP, 'gate-chaos-mesh.yaml');
    const {code, result, stderr} = await space.gate('run', '--spec', spec, '--out', space.out);
    await burnt.stop();
    expect({code, reasons: result?.reasons, stderr: code === 0 ? '' : stderr}).toEqual({
      code: 0,
      reasons: [],
      stderr: '',
    });
    const [kill, hog, stress] = result!.experiments;
    expect([kill, hog, stress].map(one => one?.engine)).toEqual(['chaosMesh', 'chaosMesh', 'native']);
    expect(kill?.repeats).toHaveLength(3);
    for (const {proof} of result!.experiments.flatMap(({repeats}) => repeats)) expect(proof.grade).toBe('effect');
    for (const burning of [hog, stress])
      expect(burning?.repeats[0]?.proof.what).toMatch(/^pod victim-.* used 0\.\d+ cores/);
    expect(kill?.repeats[0]?.injection.applied).toContain('injected PodChaos');

    const began = Date.parse(result!.startedAt);
    const idlePhase = result!.phases.find(({name}) => name === 'idle')!;
    const idle = burnt.coresIn(began + idlePhase.from * 1000, began + idlePhase.to * 1000);
    for (const name of ['cpu-hog', 'stress']) {
      const fault = result!.phases.find(phase => phase.name === 'fault' && phase.experiment === name)!;
      const truth = burnt.coresIn(began + fault.from * 1000, began + fault.to * 1000) / idle;
      const measured = result!.cost!.experiments.find(one => one.name === name)!.usage.multiplier!;
      expect(measured / truth).toBeGreaterThan(0.9);
      expect(measured / truth).toBeLessThan(1.1);
    }
  });
});
