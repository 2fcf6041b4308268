import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {chooseSpec} from '../../../src/commands/choose-spec.js';
import type {Machine} from '../../../src/commands/machine.js';
import {runAction} from '../../../src/commands/run-action.js';
import type {RunEvent} from '../../../src/publish/event.js';
import type {GitHub} from '../../../src/publish/github.js';
import {readInputs} from '../../../src/publish/inputs.js';
import {systemClock} from '../../../src/runtime/clock.js';
import {runCommand} from '../../../src/runtime/command.js';
import {recordingCore} from '../../fakes/recording-core.js';

const FILES = {
  'svc/gate.yaml': `
victim: k8s/
cost: {prices: {file: ../prices.yaml}}
gate: {must: [cost.reserved <= 10/month]}
`,
  'svc/chaos.yaml': `
victim: k8s/
load: {service: shop:80}
experiments: [{name: dns, chaosMesh: faults/dns.yaml}]
`,
  'svc/faults/dns.yaml': 'kind: DNSChaos\n',
  'svc/k8s/app.yaml': `
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec: {template: {spec: {containers: [{name: app, resources: {requests: {cpu: 1, memory: 1Gi}}}]}}}
`,
  'prices.yaml': 'cpu: 0.04\nmemory: 0.01\n',
};

/** A repository with a commit on main, and a change that is checked out. */
describe('the spec of the base branch', () => {
  let folder: string;
  let baseSha: string;
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'commit.gpgsign=false', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const write = (files: Record<string, string>): void => {
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
  };
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'repo-')));
    for (const inside of ['svc/k8s', 'svc/faults']) mkdirSync(join(folder, inside), {recursive: true});
    write(FILES);
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-qm', 'main');
    baseSha = git('rev-parse', 'HEAD').trim();
    git('checkout', '-qb', 'change');
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  const machine = (): Machine => ({
    stdout: {write: () => true} as unknown as NodeJS.WriteStream,
    stderr: {write: () => true} as unknown as NodeJS.WriteStream,
    env: {CHAOS_COST_GATE_STATE: join(folder, 'state'), KUBECONFIG: join(folder, 'absent')},
    cwd: folder,
    clock: systemClock,
    run: runCommand,
    workerEntry: new URL('file:///nowhere'),
    version: '0.0.0',
  });
  const github = async (): Promise<GitHub> => ({
    comments: {list: async () => [], create: async () => {}, update: async () => {}},
    readFile: async (path, ref) => {
      try {
        return git('show', `${ref}:${path}`);
      } catch {
        return undefined;
      }
    },
  });
  const choose = (spec: string, specRef: string) =>
    chooseSpec(readInputs(recordingCore({spec, 'spec-ref': specRef, 'github-token': 't'})), {
      machine: machine(),
      baseSha,
      github,
    });
  const act = async (specRef: string) => {
    const core = recordingCore({spec: 'svc/gate.yaml', 'spec-ref': specRef});
    const event: RunEvent = {
      ...{name: 'pull_request', owner: 'o', repo: 'r', runUrl: '', baseSha, selfHosted: true},
      pullRequest: {number: 7, fromFork: false},
    };
    await runAction({machine: machine(), core, event, github});
    return core;
  };

  it('has the base’s prices, so that a change that lowers them fails all the same', async () => {
    write({'prices.yaml': 'cpu: 0.0004\nmemory: 0.0001\n'});
    expect((await act('head')).outputs.verdict).toBe('pass');
    const core = await act('base');
    expect(core.outputs.verdict).toBe('fail');
    expect(core.failures).toEqual(['cost.reserved was $36.50/month; the limit is $10.00/month']);
  });

  it('has the base’s faults, whatever the change does to their files', async () => {
    write({'svc/faults/dns.yaml': 'kind: Nothing\n'});
    const textOf = async (specRef: string) =>
      (await choose('svc/chaos.yaml', specRef)).spec.experiments[0]?.chaosMesh?.text;
    expect(await textOf('base')).toBe(FILES['svc/faults/dns.yaml']);
    expect(await textOf('head')).toBe('kind: Nothing\n');
    rmSync(join(folder, 'svc/faults/dns.yaml'));
    expect(await textOf('base')).toBe(FILES['svc/faults/dns.yaml']);
  });

  it('has the change’s manifests, which are what is judged', async () => {
    write({'svc/k8s/app.yaml': FILES['svc/k8s/app.yaml'].replace('{cpu: 1, memory: 1Gi}', '{cpu: 100m, memory: 1Gi}')});
    expect((await act('base')).outputs.verdict).toBe('fail');
    write({'svc/k8s/app.yaml': FILES['svc/k8s/app.yaml'].replace('1Gi', '100Mi').replace('cpu: 1', 'cpu: 100m')});
    expect((await act('base')).outputs.verdict).toBe('pass');
  });

  it('is refused where the base lacks a file of it, though the change has it', async () => {
    git('rm', '-q', '--cached', 'prices.yaml');
    git('commit', '-qm', 'no prices');
    baseSha = git('rev-parse', 'HEAD').trim();
    await expect(choose('svc/gate.yaml', 'base')).rejects.toMatchObject({
      blame: 'usage',
      message: 'the base branch has no prices.yaml, which its svc/gate.yaml names',
      hint: expect.stringMatching(/spec-ref: head.*submodule.*symbolic link/),
    });
    expect((await choose('svc/gate.yaml', 'head')).notices).toEqual([expect.stringContaining('could not be compared')]);
  });

  it('has the base’s prices from a folder whose name begins with dots', async () => {
    mkdirSync(join(folder, '..prices'));
    write({
      '..prices/p.yaml': FILES['prices.yaml'],
      'svc/gate.yaml': FILES['svc/gate.yaml'].replace('../prices.yaml', '../..prices/p.yaml'),
    });
    git('add', '.');
    git('commit', '-qm', 'dots');
    baseSha = git('rev-parse', 'HEAD').trim();
    write({'..prices/p.yaml': 'cpu: 0.0004\nmemory: 0.0001\n'});
    expect((await choose('svc/gate.yaml', 'base')).spec.cost.prices).toMatchObject({cpu: 0.04, memory: 0.01});
  });

  it('has the machine’s prices where they lie outside of the checkout', async () => {
    const outside = `${folder}-prices.yaml`;
    writeFileSync(outside, 'cpu: 1\nmemory: 1\n');
    write({'svc/gate.yaml': FILES['svc/gate.yaml'].replace('../prices.yaml', outside)});
    git('commit', '-qam', 'prices of the machine');
    baseSha = git('rev-parse', 'HEAD').trim();
    const {spec} = await choose('svc/gate.yaml', 'base');
    rmSync(outside);
    expect(spec.cost.prices).toMatchObject({cpu: 1, memory: 1});
  });
});
