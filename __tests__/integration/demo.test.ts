import {type ChildProcess, execFileSync, spawn} from 'node:child_process';
import {randomUUID} from 'node:crypto';
import {existsSync, mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {type Result, resultSchema} from '../../src/report/result-schema.js';

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');
const RUN_MS = 150_000;

/** The demo of the committed bundle, in a folder of its own. Its processes are known by a word in their PATH. */
describe('demo', () => {
  let folder: string;
  let marker: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'gate-demo-'));
    marker = join(folder, randomUUID());
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  const start = (...args: string[]): {child: ChildProcess; ended: Promise<number | null>; said(): string} => {
    const child = spawn(process.execPath, [CLI, 'demo', ...args], {
      cwd: folder,
      env: {PATH: `${process.env.PATH}:${marker}`, HOME: folder, NO_COLOR: '1'},
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let text = '';
    child.stderr?.setEncoding('utf8').on('data', chunk => (text += chunk));
    const ended = new Promise<number | null>(done => child.on('close', code => done(code)));
    return {child, ended, said: () => text};
  };
  const until = async (what: () => boolean, otherwise: () => string): Promise<void> => {
    for (let tries = 0; tries < 600; tries++) {
      if (what()) return;
      await sleep(100);
    }
    throw new Error(otherwise());
  };
  const result = (): Result =>
    resultSchema.parse(JSON.parse(readFileSync(join(folder, 'chaos-cost-gate-demo', 'result.json'), 'utf8')));

  it(
    'kills a pod, burns CPU, measures the cost, and passes with nothing left',
    async () => {
      const {ended, said} = start();
      await until(() => processesWith(marker) > 2, said);

      expect([await ended, said()]).toEqual([0, expect.stringContaining('PASS  cacop-demo')]);
      const {verdict, experiments, notices} = result();
      expect(verdict).toBe('pass');
      expect(experiments.map(({name}) => name)).toEqual(['pod-kill', 'cpu-hog']);
      expect(notices.join('\n')).toMatch(/took place in the sandbox[\s\S]*CPU limits are not enforced/);
      const report = readFileSync(join(folder, 'chaos-cost-gate-demo', 'report.md'), 'utf8');
      expect(report).toContain('took place in the sandbox');
      expect(said()).toContain('A pod is killed without grace');
      expect(readdirSync(join(folder, 'chaos-cost-gate-demo')).sort()).toEqual([
        'report.html',
        'report.md',
        'result.json',
      ]);
      expect(readdirSync(folder)).toEqual(['chaos-cost-gate-demo']);
      expect(processesWith(marker)).toBe(0);
    },
    RUN_MS,
  );

  it(
    'shows a breached gate with --fail',
    async () => {
      const {ended, said} = start('--fail');

      expect([await ended, said()]).toEqual([1, expect.stringContaining('FAIL  cacop-demo-fail')]);
      expect(result().verdict).toBe('fail');
      expect(result().reasons.join()).toMatch(/errors were .*; the limit is 1%/);
      expect(processesWith(marker)).toBe(0);
    },
    RUN_MS,
  );

  it(
    'ends cleanly on Ctrl-C',
    async () => {
      const {child, ended, said} = start();
      await until(() => said().includes('Idle'), said);
      expect(processesWith(marker)).toBeGreaterThan(2);
      child.kill('SIGINT');

      expect([await ended, said()]).toEqual([130, expect.stringContaining('interrupted by SIGINT')]);
      expect(processesWith(marker)).toBe(0);
      expect(existsSync(join(folder, 'chaos-cost-gate-demo', '.state'))).toBe(false);
    },
    RUN_MS,
  );

  it(
    'leaves no process even when it is killed itself',
    async () => {
      const {child, ended, said} = start();
      await until(() => said().includes('Idle'), said);
      child.kill('SIGKILL');

      await ended;
      await until(
        () => processesWith(marker) === 0,
        () => 'its pods still run',
      );
      expect(processesWith(marker)).toBe(0);
    },
    RUN_MS,
  );
});

/** How many processes have the word in their environment. */
function processesWith(word: string): number {
  if (process.platform !== 'linux') {
    const all = execFileSync('ps', ['-axEww', '-o', 'command='], {encoding: 'utf8', maxBuffer: 1 << 26});
    return all.split('\n').filter(line => line.includes(word)).length;
  }
  return readdirSync('/proc').filter(pid => /^\d+$/.test(pid) && environmentOf(pid).includes(word)).length;
}

function environmentOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return ''; // it has ended, or is somebody else's
  }
}
