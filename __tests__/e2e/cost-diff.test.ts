import {execFileSync, spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {homedir, tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PATH = [join(homedir(), '.cache', 'cluster', 'bin'), process.env.PATH].join(delimiter);
const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: REPLICAS
  template: {spec: {containers: [{name: app, image: 'web:1', resources: {requests: {cpu: 500m, memory: 1Gi}}}]}}
`;

/** As charts are written: the objects have the release's name. */
const CHARTED = DEPLOYMENT.replace('name: web}', "name: '{{ .Release.Name }}-app'}").replace(
  'REPLICAS',
  '{{ .Values.replicas }}',
);

/** Runs the bundle with the real kubectl and Helm; no cluster is asked. */
describe('cost diff by the bundle', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cost-diff-'));
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  const write = (path: string, text: string): void => {
    mkdirSync(join(folder, path, '..'), {recursive: true});
    writeFileSync(join(folder, path), text);
  };
  const gate = (...args: string[]) => {
    const env = {...process.env, PATH, KUBECONFIG: join(folder, 'none')};
    const {status, stdout, stderr} = spawnSync(process.execPath, [join(ROOT, 'dist', 'cli.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
      env,
    });
    if (stdout === '') throw new Error(stderr);
    return {status, result: JSON.parse(stdout)};
  };
  const diff = (base: string, head: string, ...more: string[]) =>
    gate('cost', 'diff', '--base', base, '--head', head, '--prices', 'aws-m5', '--format', 'json', ...more);
  /** 0.5 × $0.033 + 1 × $0.00375 for 730 h, rounded to the cent. */
  const expected = {before: {monthly: 14.78}, after: {monthly: 44.35}};

  it('renders Kustomize folders by kubectl', () => {
    write('base/app.yaml', DEPLOYMENT.replace('REPLICAS', '1'));
    write('base/kustomization.yaml', 'resources: [app.yaml]\n');
    write('head/kustomization.yaml', 'resources: [../base]\nreplicas: [{name: web, count: 3}]\nnamePrefix: ""\n');
    const {status, result} = diff('base', 'head', '--must', '+10%');
    expect({status, ...result}).toMatchObject({status: 1, verdict: 'fail', reserved: expected});
  });

  it('renders charts by Helm', () => {
    for (const [side, replicas] of [['base', 1] as const, ['head', 3] as const]) {
      write(`${side}/Chart.yaml`, 'apiVersion: v2\nname: web\nversion: 1.0.0\n');
      write(`${side}/values.yaml`, `replicas: ${replicas}\n`);
      write(`${side}/templates/app.yaml`, CHARTED);
    }
    const {status, result} = diff('base', 'head', '--must', '50/month');
    const workloads = [{workload: 'Deployment/web-app', change: 'changed'}];
    expect({status, ...result}).toMatchObject({status: 0, verdict: 'pass', reserved: {...expected, workloads}});
  });

  it('runs the example against its own base branch', () => {
    cpSync(join(ROOT, 'examples', 'cost-only'), folder, {recursive: true});
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'commit.gpgsign=false', ...args], {
        cwd: folder,
      });
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-qm', 'main');
    const {status, result} = gate('run', '--spec', 'gate.yaml', '--base', 'main', '--json', '--out', 'out');
    expect({status, verdict: result.verdict, total: result.reserved.after.monthly}).toEqual({
      status: 0,
      verdict: 'pass',
      total: 129.15,
    });
    expect(existsSync(join(folder, 'out', 'report.md'))).toBe(true);
  });
});
