import {execFileSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {stringify} from 'yaml';
import {type Result, resultSchema} from '../../../src/report/result-schema.js';
import {runCommand} from '../../../src/runtime/command.js';
import {aCommandLine} from '../../builders/a-command-line.js';
import {aWorkload} from '../../builders/some-manifests.js';

const SPEC = `
victim: k8s/
cost: {prices: {cpu: 0.04, memory: 0.01}}
gate: {must: [cost.reserved <= +10% vs base], should: [cost.reserved <= 30/month]}
`;

/** A repository with a commit on main, and another replica on the branch that is checked out. */
describe('a run of a spec that limits what is reserved, and has no experiment', () => {
  let folder: string;
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'commit.gpgsign=false', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const manifest = (replicas: number): string => stringify({apiVersion: 'apps/v1', ...aWorkload('web', {replicas})});
  const write = (replicas: number): void => writeFileSync(join(folder, 'svc', 'k8s', 'app.yaml'), manifest(replicas));
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'repo-')));
    mkdirSync(join(folder, 'svc', 'k8s'), {recursive: true});
    writeFileSync(join(folder, 'svc', 'gate.yaml'), SPEC);
    write(1);
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-qm', 'main');
    git('checkout', '-qb', 'change');
    write(2);
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  const run = async (...options: string[]) => {
    const call = aCommandLine(folder, runCommand);
    const {code, out, err} = await call('run', '--spec', 'svc/gate.yaml', '--out', 'out', '--json', ...options);
    if (out === '') throw new Error(err);
    return {code, err, result: resultSchema.parse(JSON.parse(out)) as Result};
  };

  it('compares with where the branch began, and needs no cluster', async () => {
    const {code, result} = await run('--base', 'main');
    expect(code).toBe(1);
    expect(result).toMatchObject({
      verdict: 'fail',
      reasons: [
        'cost.reserved changed by +100%, from $21.90/month in the base to $43.80/month; the limit is +10% vs base',
        'cost.reserved was $43.80/month; the limit is $30.00/month',
      ],
      cluster: null,
      reserved: {comparedWith: expect.stringMatching(/^main at [0-9a-f]{7}$/), before: {monthly: 21.9}},
      objectives: [
        {experiment: '', verdict: 'fail', comparison: {estimate: 100, reference: 21.9}},
        {experiment: '', verdict: 'warn'},
      ],
    });
    expect(readFileSync(join(folder, 'out', 'report.md'), 'utf8')).toContain('### Cost of the change');
    expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  });

  it('compares with another checkout', async () => {
    cpSync(folder, `${folder}-base`, {recursive: true});
    git('checkout', '-q', '.');
    const {code, result} = await run('--base', `${folder}-base`);
    rmSync(`${folder}-base`, {recursive: true});
    expect({code, before: result.reserved?.before, after: result.reserved?.after}).toMatchObject({
      code: 0,
      before: {monthly: 43.8},
      after: {monthly: 21.9},
    });
  });

  describe('whose paths became links to what the base reserves more for', () => {
    beforeEach(() => {
      cpSync(join(folder, 'svc'), join(folder, 'prod'), {recursive: true});
      writeFileSync(join(folder, 'prod', 'k8s', 'app.yaml'), manifest(20));
      write(1);
      git('add', '.');
      git('commit', '-qm', 'prod');
      git('branch', '-f', 'main');
      write(2);
    });
    const link = (path: string, target: string): void => {
      rmSync(join(folder, path), {recursive: true});
      symlinkSync(target, join(folder, path));
    };
    const beforeAgainst = async (base: string) => (await run('--base', base)).result.reserved?.before?.monthly;
    const bothBases = async (): Promise<(number | undefined)[]> => {
      const checkout = `${folder}-base`;
      git('worktree', 'add', '-q', checkout, 'main');
      const found = [await beforeAgainst('main'), await beforeAgainst(checkout)];
      git('worktree', 'remove', '--force', checkout);
      return found;
    };

    it('is compared with the base’s file of the spec’s own path', async () => {
      link('svc/gate.yaml', '../prod/gate.yaml');
      expect(await bothBases()).toEqual([21.9, 21.9]);
    });

    it('is compared with the base’s folder of the spec’s own path', async () => {
      link('svc', 'prod');
      expect(await bothBases()).toEqual([21.9, 21.9]);
    });

    it('is compared with the base’s manifests of their own path, where the base has no spec', async () => {
      git('checkout', '-q', 'main', '--', '.');
      git('rm', '-q', '--cached', 'svc/gate.yaml');
      git('commit', '-qm', 'no spec');
      git('branch', '-f', 'main');
      link('svc/k8s', '../prod/k8s');
      expect(await bothBases()).toEqual([21.9, 21.9]);
    });

    it('is compared all the same from a link to the checkout', async () => {
      const elsewhere = `${folder}-link`;
      symlinkSync(folder, elsewhere);
      const call = aCommandLine(elsewhere, runCommand);
      const {out} = await call('run', '--spec', 'svc/gate.yaml', '--out', 'out', '--json', '--base', 'main');
      rmSync(elsewhere);
      expect(JSON.parse(out).reserved.before.monthly).toBe(21.9);
    });
  });

  it('fetches the base of a shallow clone, by the branch that the runner names', async () => {
    git('commit', '-qam', 'change');
    const clone = `${folder}-clone`;
    execFileSync('git', ['clone', '-q', '--depth=1', '--branch=change', `file://${folder}`, clone]);
    const call = aCommandLine(clone, runCommand, {GITHUB_BASE_REF: 'main'});
    const {code, out} = await call('run', '--spec', 'svc/gate.yaml', '--out', 'out', '--json');
    rmSync(clone, {recursive: true});
    expect({code, reserved: JSON.parse(out).reserved}).toMatchObject({
      code: 1,
      reserved: {
        comparedWith: expect.stringMatching(/^origin\/main at /),
        before: {monthly: 21.9},
        after: {monthly: 43.8},
      },
    });
  });

  it('prices by the LimitRange of the spec’s namespace', async () => {
    const range = {
      ...{apiVersion: 'v1', kind: 'LimitRange', metadata: {name: 'defaults', namespace: 'shop'}},
      spec: {limits: [{type: 'Container', defaultRequest: {cpu: '500m', memory: '1Gi'}}]},
    };
    const bare = {apiVersion: 'apps/v1', ...aWorkload('web', {}, {pod: {containers: [{name: 'app'}]}})};
    const inShop = SPEC.replace('victim: k8s/', 'victim: {manifests: k8s/, namespace: shop}');
    writeFileSync(join(folder, 'svc', 'gate.yaml'), inShop);
    writeFileSync(join(folder, 'svc', 'k8s', 'app.yaml'), [range, bare].map(object => stringify(object)).join('---\n'));
    expect((await run('--base', 'main')).result.reserved).toMatchObject({
      after: {monthly: 21.9},
      workloads: [{workload: 'Deployment/web', change: 'same'}],
    });
    writeFileSync(join(folder, 'svc', 'gate.yaml'), SPEC);
    expect((await run('--base', 'main')).result.reasons).toContainEqual(
      expect.stringContaining('no LimitRange of its namespace gives one: set resources.requests.cpu'),
    );
  });

  it('is inconclusive without a base, and says what to do', async () => {
    const {code, result} = await run();
    expect(code).toBe(4);
    expect(result.reasons[0]).toContain('no base is known: outside of a pull request, name it by --base');
    expect((await run('--base', 'nowhere')).result.reasons[0]).toMatch(
      /the base nowhere can’t be read .*fetch-depth: 0/,
    );
  });

  it('fails by the change where its manifests can’t be read, and reports that', async () => {
    writeFileSync(join(folder, 'svc', 'k8s', 'app.yaml'), 'kind: [');
    const {code, result} = await run('--base', 'main');
    expect({code, verdict: result.verdict, reserved: result.reserved}).toEqual({
      code: 1,
      verdict: 'fail',
      reserved: null,
    });
    expect(result.reasons[0]).toContain('k8s/app.yaml document 1 can');
  });

  it('ends so with experiments, too: nothing is deployed, and the report is written', async () => {
    const experiments = 'load: {service: web:80}\nexperiments: [{name: kill, podKill: {}}]\n';
    writeFileSync(join(folder, 'svc', 'gate.yaml'), `${SPEC}${experiments}`);
    writeFileSync(join(folder, 'svc', 'k8s', 'app.yaml'), 'kind: [');
    const {code, result, err} = await run('--base', 'main');
    expect({code, verdict: result.verdict, cluster: result.cluster}).toEqual({code: 1, verdict: 'fail', cluster: null});
    expect(result.reasons).toEqual([expect.stringContaining('k8s/app.yaml document 1 can')]);
    expect(err).toContain('FAIL');
    for (const file of ['report.md', 'report.html'])
      expect(readFileSync(join(folder, 'out', file), 'utf8')).toContain('k8s/app.yaml document 1 can');
  });

  it('is inconclusive where the base’s manifests can’t be read, which is not the change’s fault', async () => {
    writeFileSync(join(folder, 'svc', 'k8s', 'app.yaml'), 'kind: [');
    git('commit', '-qam', 'broken');
    git('branch', '-f', 'main');
    write(1);
    const {code, result} = await run('--base', 'main');
    expect({code, after: result.reserved?.after.monthly, before: result.reserved?.before}).toEqual({
      code: 4,
      after: 21.9,
      before: null,
    });
    expect(result.reasons[0]).toMatch(/the manifests of main at [0-9a-f]{7} can’t be read: k8s\/app\.yaml document 1/);
    expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  });

  it('counts all as new where the base has no manifests', async () => {
    git('add', '.');
    git('mv', 'svc', 'shop');
    git('commit', '-qm', 'moved');
    const call = aCommandLine(folder, runCommand);
    const {code, out} = await call('run', '--spec', 'shop/gate.yaml', '--out', 'out', '--json', '--base', 'main');
    expect(code).toBe(4);
    expect(JSON.parse(out)).toMatchObject({
      notices: ['The base has no k8s: all that is reserved counts as new.'],
      reasons: [expect.stringContaining('of nothing there is no percentage'), expect.anything()],
    });
  });

  it('counts as new what the base lacks of the manifests that the spec names, and no more', async () => {
    const both = SPEC.replace('k8s/', '{manifests: [k8s/app.yaml, k8s/extra.yaml]}');
    rmSync(join(folder, 'svc', 'gate.yaml'));
    git('commit', '-qam', 'no spec');
    writeFileSync(join(folder, 'svc', 'gate.yaml'), both);
    writeFileSync(join(folder, 'svc', 'k8s', 'extra.yaml'), stringify(aWorkload('extra')));
    expect((await run('--base', 'HEAD')).result).toMatchObject({
      notices: ['The base has no k8s/extra.yaml: that counts as new.'],
      reserved: {before: {monthly: 43.8}, after: {monthly: 65.7}},
    });
  });

  it('is planned and validated without a load', async () => {
    const call = aCommandLine(folder, runCommand);
    expect((await call('plan', 'svc/gate.yaml')).out).toContain('without a cluster');
    expect((await call('validate', 'svc/gate.yaml')).code).toBe(0);
  });

  it('still misses the experiments of a spec that limits nothing of the kind', async () => {
    writeFileSync(join(folder, 'svc', 'gate.yaml'), SPEC.replaceAll('cost.reserved', 'cost.reservd'));
    const {code, err} = await aCommandLine(folder, runCommand)('validate', 'svc/gate.yaml');
    expect({code, err}).toEqual({code: 2, err: expect.stringContaining('experiments: is missing')});
  });
});
