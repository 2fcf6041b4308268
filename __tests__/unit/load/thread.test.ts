import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';
import {startLoad} from '../../../src/load/generator.js';
import {runIfLoadWorker, workerThread} from '../../../src/load/thread.js';
import {systemClock} from '../../../src/runtime/clock.js';
import {aLoadPlan} from '../../builders/a-load-plan.js';
import {localHttpServer} from '../../fakes/local-server.js';

let folder: string;
let entry: URL;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'load-thread-'));
  const outfile = join(folder, 'worker.mjs');
  await build({
    stdin: {
      contents: "import {runIfLoadWorker} from './thread.ts'; runIfLoadWorker();",
      resolveDir: resolve('src/load'),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);"},
    outfile,
  });
  entry = pathToFileURL(outfile);
}, 60_000);

afterAll(() => rm(folder, {recursive: true}));

/** Keeps this thread from doing anything else. */
function stall(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** One for each thread of this process. */
function niceValues(): number[] {
  return readdirSync('/proc/self/task').map(thread => {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);
  });
}

describe('workerThread', () => {
  it('runs the load, by the same clock as this thread', async () => {
    const server = await localHttpServer((_, response) => response.end('ok'));
    const load = await startLoad(aLoadPlan(server.origin, {rate: 200}), {
      clock: systemClock,
      thread: workerThread(entry),
    });
    await systemClock.sleep(500);
    const samples = await load.stop();
    await server.close();
    expect(samples.count).toBeGreaterThanOrEqual(90);
    expect(samples.settled).toBe(samples.count);
    expect(samples.outcome.slice(0, samples.count).every(outcome => samples.outcomes[outcome] === 'ok')).toBe(true);
    expect(samples.latency.slice(0, samples.count).every(latency => latency > 0 && latency < 1_000)).toBe(true);
  });

  it('sends on while the main thread does something else', async () => {
    // The server is in this thread: it doesn't answer during the stall, but the requests leave.
    const server = await localHttpServer((_, response) => response.end('ok'));
    const load = await startLoad(aLoadPlan(server.origin, {rate: 200, timeout: 5_000}), {
      clock: systemClock,
      thread: workerThread(entry),
    });
    while (load.samples.settled < 20) await systemClock.sleep(10);
    const from = load.samples.count;
    stall(1_000);
    const samples = await load.stop();
    await server.close();
    const during = samples.lateness.slice(from, from + 150);
    expect(samples.count).toBeGreaterThanOrEqual(from + 190);
    expect(during.sort()[75]).toBeLessThan(100);
  });

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux('comes before the other threads of the machine once it is late, where it may', async () => {
    const server = await localHttpServer((_, response) => response.end('ok'));
    const slow = {...systemClock, now: () => systemClock.now() - 100}; // the first requests were due 90 ms ago
    const before = niceValues();
    const load = await startLoad(aLoadPlan(server.origin), {clock: slow, thread: workerThread(entry)});
    while (load.samples.settled === 0) await systemClock.sleep(10);
    const during = niceValues();
    await load.stop();
    await server.close();
    const {status} = spawnSync('node', ['-e', 'os.setPriority(-10)']);
    expect(before).not.toContain(-10);
    expect(during.filter(nice => nice === -10)).toHaveLength(status === 0 ? 1 : 0);
  });

  it('tells when the thread dies', async () => {
    const broken = join(folder, 'broken.mjs');
    await writeFile(
      broken,
      "import {parentPort} from 'node:worker_threads'; parentPort.postMessage({kind: 'ready'}); setTimeout(() => { throw new Error('broken'); }, 50);",
    );
    const load = await startLoad(aLoadPlan('http://127.0.0.1:1'), {
      clock: systemClock,
      thread: workerThread(pathToFileURL(broken)),
    });
    await expect(load.failed).rejects.toThrow("the load's thread failed");
    await expect(load.stop()).rejects.toThrow("the load's thread failed");
  });

  it('tells when the entry does not run the load', async () => {
    const empty = join(folder, 'empty.mjs');
    await writeFile(empty, '');
    const starting = startLoad(aLoadPlan('http://127.0.0.1:1'), {
      clock: systemClock,
      thread: workerThread(pathToFileURL(empty)),
    });
    await expect(starting).rejects.toThrow("the load's thread ended by itself with code 0");
  });

  it('does not run the load in the main thread', () => {
    expect(runIfLoadWorker()).toBe(false);
  });
});
