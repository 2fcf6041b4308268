import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chooseSpec} from '../../../src/commands/choose-spec.js';
import type {Machine} from '../../../src/commands/machine.js';
import {runAction, runPost} from '../../../src/commands/run-action.js';
import type {RunEvent} from '../../../src/publish/event.js';
import type {GitHub} from '../../../src/publish/github.js';
import {readInputs} from '../../../src/publish/inputs.js';
import {systemClock} from '../../../src/runtime/clock.js';
import {type RecordingCore, recordingCore} from '../../fakes/recording-core.js';

const SPEC = 'victim: shop.yaml\nload: {service: hello:80}\nexperiments: [{name: kill, podKill: {}}]\n';

describe('the action', () => {
  let folder: string;
  let asked: string[];
  let said: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'action-'));
    asked = [];
    said = [];
    writeFileSync(join(folder, 'gate.yaml'), SPEC);
    writeFileSync(join(folder, 'shop.yaml'), '');
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  const machine = (): Machine =>
    ({
      stdout: {write: () => true},
      stderr: {write: () => true},
      env: {CHAOS_COST_GATE_STATE: join(folder, 'state'), KUBECONFIG: join(folder, 'absent')},
      cwd: folder,
      clock: systemClock,
      run: async (program: string) => {
        asked.push(program);
        return '';
      },
      workerEntry: new URL('file:///nowhere'),
      version: '0.0.0',
    }) as unknown as Machine;
  const event = (change: Partial<RunEvent> = {}): RunEvent => ({
    name: 'pull_request',
    owner: 'o',
    repo: 'r',
    runUrl: '',
    pullRequest: {number: 7, fromFork: false},
    baseSha: 'abc',
    selfHosted: true,
    ...change,
  });
  const act = async (
    inputs: Record<string, string>,
    on = event(),
    files: Record<string, string> = {},
  ): Promise<RecordingCore> => {
    const core = recordingCore(inputs);
    const github = async (): Promise<GitHub> => ({
      comments: {list: async () => [], create: async (_, body) => void said.push(body), update: async () => {}},
      readFile: async path => {
        asked.push(`base ${path}`);
        return files[path];
      },
    });
    await runAction({machine: machine(), core, event: on, github});
    return core;
  };

  it('refuses a fork’s pull request on a self-hosted runner before it reads anything', async () => {
    const fork = event({pullRequest: {number: 7, fromFork: true}});
    const core = await act({}, fork);
    expect(core.failures).toEqual([expect.stringContaining('comes from a fork')]);
    expect(core.failures[0]).toContain('allow-forks: true');
    expect(core.outputs).toEqual({verdict: 'error'});
    expect(asked).toEqual([]);
  });

  it('lets a fork through where that is allowed, or on GitHub’s own machines', async () => {
    const fork = {number: 7, fromFork: true};
    expect((await act({'allow-forks': 'true'}, event({pullRequest: fork}))).failures[0]).not.toContain('fork');
    expect((await act({}, event({pullRequest: fork, selfHosted: false}))).failures[0]).not.toContain('fork');
  });

  it('fails the job with what is wrong in the spec', async () => {
    writeFileSync(join(folder, 'gate.yaml'), SPEC.replace('podKill', 'podkill'));
    expect((await act({})).failures[0]).toContain('gate.yaml:3:');
  });

  it('takes the base branch’s spec where that is asked for', async () => {
    const core = await act({'spec-ref': 'base'}, event(), {'gate.yaml': 'victim: nowhere.yaml\n'});
    expect(asked).toContain('base gate.yaml');
    expect(core.failures[0]).toContain('experiments');
    const missing = await act({'spec-ref': 'base'});
    expect(missing.failures[0]).toContain('the base branch has no gate.yaml');
  });

  it('compares a change’s limits with its base’s', async () => {
    const read = (text: string) =>
      chooseSpec(readInputs(recordingCore({'github-token': 't'})), {
        machine: machine(),
        baseSha: event().baseSha,
        github: async () => ({
          comments: {list: async () => [], create: async () => {}, update: async () => {}},
          readFile: async () => text,
        }),
      });
    const {notices} = await read(`${SPEC}gate: {must: [recovery <= 20s]}\n`);
    expect(notices).toEqual(['This change loosens gate.yaml: kill: the must recovery <= 20s is gone']);
    expect((await read('nonsense: true')).notices).toEqual([expect.stringContaining('could not be compared')]);
    expect((await read(SPEC)).notices).toEqual([]);
  });

  it('fails the job where there is no cluster', async () => {
    const core = await act({context: 'nowhere'});
    expect(core.failures[0]).toContain('nowhere');
    expect(core.outputs.verdict).toBe('error');
  });

  it('publishes the report of manifests that can’t be read', async () => {
    writeFileSync(join(folder, 'gate.yaml'), `${SPEC}gate: {must: [cost.reserved <= 10/month]}\n`);
    writeFileSync(join(folder, 'shop.yaml'), 'kind: [');
    const core = await act({'github-token': 't'});
    expect(core.outputs).toMatchObject({verdict: 'fail', report: join(folder, 'chaos-cost-gate', 'report.md')});
    for (const text of [core.failures[0], core.summaries[0], said[0]])
      expect(text).toContain('shop.yaml document 1 can');
  });

  it('has nothing to do after a run that left nothing', async () => {
    const core = recordingCore();
    await runPost({machine: machine(), core});
    expect(core.warnings).toEqual([]);
  });
});
