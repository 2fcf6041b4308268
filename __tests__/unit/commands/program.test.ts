import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Machine} from '../../../src/commands/machine.js';
import {runCli} from '../../../src/commands/program.js';
import {systemClock} from '../../../src/runtime/clock.js';
import {VERSION} from '../../../src/version.js';

const SPEC = `
victim: k8s/
load: {service: hello:80}
experiments: [{name: kill, podKill: {}}]
gate: {must: [recovery <= 30s, latency.p99.9 <= 1s]}
`;

describe('the command line', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cli-'));
    mkdirSync(join(folder, 'k8s'));
    writeFileSync(join(folder, 'gate.yaml'), SPEC);
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  const call = async (...argv: string[]): Promise<{code: number; out: string; err: string}> => {
    const texts = {out: '', err: ''};
    const stream = (name: 'out' | 'err') =>
      ({
        isTTY: false,
        write: (text: string) => {
          texts[name] += text;
          return true;
        },
      }) as unknown as NodeJS.WriteStream;
    const machine: Machine = {
      stdout: stream('out'),
      stderr: stream('err'),
      env: {CHAOS_COST_GATE_STATE: join(folder, 'state'), KUBECONFIG: join(folder, 'no-kubeconfig')},
      cwd: folder,
      clock: systemClock,
      run: async program => {
        throw new Error(`no ${program} here`);
      },
      workerEntry: new URL('file:///nowhere'),
      version: VERSION,
    };
    return {code: await runCli(argv, machine), ...texts};
  };

  it('has the version of the package', async () => {
    const {version} = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
    expect(await call('--version')).toMatchObject({code: 0, out: `${version}\n`});
  });

  it('shows every command in its help', async () => {
    const {code, out} = await call('--help');
    expect(code).toBe(0);
    for (const command of ['run', 'validate', 'plan', 'schema', 'clean'])
      expect(out).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
  });

  it.each([
    [['rnu'], "unknown command 'rnu'"],
    [['run'], "required option '-s, --spec <file>' not specified"],
    [['run', '--spec', 'gate.yaml', '--outt', 'x'], "unknown option '--outt'"],
    [['validate'], "missing required argument 'file'"],
  ])('refuses %j with exit code 2', async (argv, message) => {
    const {code, err} = await call(...argv);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('validates a spec', async () => {
    expect(await call('validate', 'gate.yaml')).toMatchObject({
      code: 0,
      out: expect.stringContaining('gate.yaml is valid'),
    });
  });

  it('says where a spec is wrong, by the name that was given', async () => {
    writeFileSync(join(folder, 'bad.yaml'), SPEC.replace('podKill', 'podkill'));
    const {code, err} = await call('validate', 'bad.yaml');
    expect(code).toBe(2);
    expect(err).toMatch(/^bad\.yaml:4:\d+ experiments\[0\]\.podkill: .*podKill/m);
  });

  it('says that a spec is missing', async () => {
    const {code, err} = await call('plan', 'absent.yaml');
    expect({code, err}).toEqual({
      code: 2,
      err: expect.stringContaining("the spec absent.yaml can't be read: there is no such file"),
    });
  });

  it('plans a run, with what can’t be shown', async () => {
    const {code, out} = await call('plan', 'gate.yaml');
    expect(code).toBe(0);
    expect(out).toContain('baseline');
    expect(out).toMatch(/latency\.p99\.9.*10,?000 requests/);
  });

  it('prints the JSON Schema', async () => {
    const {code, out} = await call('schema');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({type: 'object', properties: {experiments: {type: 'array'}}});
  });

  it('has nothing to clean where nothing ran', async () => {
    expect(await call('clean')).toMatchObject({code: 0, out: 'Nothing was left by any run of this machine.\n'});
  });

  it('refuses to run with variables that are not set', async () => {
    const withSecret = SPEC.replace(
      'service: hello:80',
      'service: hello:80, requests: [{headers: {x: {fromEnv: SHOP_TOKEN}}}]',
    );
    writeFileSync(join(folder, 'secret.yaml'), withSecret);
    const {code, err} = await call('run', '--spec', 'secret.yaml');
    expect(code).toBe(2);
    expect(err).toContain('SHOP_TOKEN');
  });

  it('blames the environment when there is no cluster', async () => {
    const {code, err} = await call('run', '--spec', 'gate.yaml', '--context', 'nowhere');
    expect(code).toBe(3);
    expect(err).toContain('nowhere');
  });
});
