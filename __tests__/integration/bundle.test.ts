import {spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const EXAMPLE = join(ROOT, 'examples', 'cacop', 'gate.yaml');
const KUBECONFIG = `
apiVersion: v1
kind: Config
clusters: [{name: here, cluster: {server: 'https://127.0.0.1:1'}}]
users: [{name: nobody, user: {}}]
contexts: [{name: here, context: {cluster: here, user: nobody}}]
current-context: here
`;
const BUILD_MS = 180_000;
const START_MS = 60_000;

/** Outside the tree, where no node_modules could lend the bundle what it lacks. */
let fresh: string;

beforeAll(() => {
  fresh = mkdtempSync(join(tmpdir(), 'chaos-cost-gate-dist-'));
  const {status, stdout, stderr} = spawnSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs'), '--out', fresh], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the build failed:\n${stdout}${stderr}`);
}, BUILD_MS);

afterAll(() => rmSync(fresh, {recursive: true, force: true}));

describe('dist', () => {
  it('is what src builds', () => {
    const names = new Set([...readdirSync(fresh), ...readdirSync(join(ROOT, 'dist'))]);
    const stale = [...names].filter(name => contentOf(join(fresh, name)) !== contentOf(join(ROOT, 'dist', name)));
    if (stale.length > 0)
      throw new Error(`dist/ is not current: ${stale.join(', ')}. Run \`npm run build\` and commit dist/.`);
    expect(names).toContain('cli.js');
  });

  it('can be started by its name', () => {
    const {status, stdout} = spawnSync(join(ROOT, 'dist', 'cli.js'), ['--version'], {encoding: 'utf8'});

    expect(status).toBe(0);
    expect(stdout.trim()).toBe(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version);
  });
});

describe('the bundle alone', () => {
  it(
    'prints its help',
    () => {
      const {status, stdout} = runBundle('--help');

      expect(status).toBe(0);
      for (const command of ['run', 'validate', 'plan', 'schema', 'clean'])
        expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
    },
    START_MS,
  );

  it(
    'accepts the spec of an example',
    () => {
      const {status, stderr} = runBundle('validate', EXAMPLE);

      expect(stderr).toBe('');
      expect(status).toBe(0);
    },
    START_MS,
  );

  it(
    'exits with 2 on an unknown command and names it',
    () => {
      const {status, stderr} = runBundle('destroy');

      expect(status).toBe(2);
      expect(stderr).toContain("unknown command 'destroy'");
    },
    START_MS,
  );

  it(
    'reads a kubeconfig with the part of it that is loaded when needed',
    () => {
      const kubeconfig = join(fresh, 'kubeconfig');
      writeFileSync(kubeconfig, KUBECONFIG);
      const {status, stderr} = runBundle('run', '--spec', EXAMPLE, '--context', 'elsewhere');

      expect(stderr).toContain(`there is no context elsewhere: ${kubeconfig} has here`);
      expect(status).toBe(3);
    },
    START_MS,
  );
});

function runBundle(...args: string[]): {status: number | null; stdout: string; stderr: string} {
  const env = {...process.env, KUBECONFIG: join(fresh, 'kubeconfig'), CHAOS_COST_GATE_STATE: join(fresh, 'state')};
  return spawnSync(process.execPath, [join(fresh, 'cli.js'), ...args], {encoding: 'utf8', cwd: fresh, env});
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
