import {recordBurntCpu} from './burnt-cpu.js';
import {removeWithNothingLeft, type Workspace, workspace} from './gate-process.js';

describe('CACOP’s scenario with Chaos Mesh on a real cluster', () => {
  let space: Workspace;
  beforeEach(() => {
    space = workspace();
  });
  afterEach(() => removeWithNothingLeft(space));

  it('kills pods three times, hogs the CPU in both ways, and multiplies the cost as the kernel counts it', async () => {
    const burnt = recordBurntCpu('victim');
    const spec = space.example('gate-chaos-mesh.yaml');
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
    const coresIn = ({from, to}: {from: number; to: number}) => burnt.coresIn(began + from * 1000, began + to * 1000);
    const {prices, idle, experiments} = result!.cost!;
    expect(prices.memory).toBe(0);
    const idleTruth = coresIn(result!.phases.find(({name}) => name === 'idle')!);
    const idleCores = idle!.usage! / prices.cpu;
    process.stdout.write(`idle: ${idleCores} cores, by the kernel ${idleTruth}\n`);
    // Idle pods burn some millicores, in bursts: one of 10 ms at an edge of the phase is a fifth of it.
    expect(Math.abs(idleCores / idleTruth - 1)).toBeLessThan(0.5);
    for (const name of ['cpu-hog', 'stress']) {
      const truth = coresIn(result!.phases.find(phase => phase.name === 'fault' && phase.experiment === name)!);
      const {hourly, multiplier} = experiments.find(one => one.name === name)!.usage;
      expect(Math.abs(hourly! / prices.cpu / truth - 1)).toBeLessThan(0.1);
      expect(multiplier).toBeCloseTo(hourly! / idle!.usage!, 6);
    }
  });
});
