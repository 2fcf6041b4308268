// How exact and how cheap is the load generator? `node bench/load/run.mjs` drives a local service of known latency and prints what was
// measured beside the truth, which is the service's own log: answered − intended. Two cores are enough; nothing else should run.
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const SCENARIOS = [
  {name: 'steady', rate: 1_000, seconds: 20},
  {name: 'stalled for 2 s', rate: 1_000, seconds: 20, stall: {after: 9_000, for: 2_000}},
  {name: 'fast', rate: 5_000, seconds: 20},
  {name: 'fast, stalled for 1.5 s', rate: 5_000, seconds: 20, stall: {after: 9_000, for: 1_500}},
];

const folder = mkdtempSync(join(tmpdir(), 'load-bench-'));
try {
  const contenders = [await ownGenerator(folder)];
  for (const scenario of SCENARIOS) {
    for (const contender of contenders) report(scenario, contender.name, await measure(scenario, contender));
  }
} finally {
  rmSync(folder, {recursive: true});
}

/** Bundles src/load into one file, which its worker enters again. A contender's `run` returns latencies in ms, as it would report them. */
async function ownGenerator(folder) {
  const file = join(folder, 'load.mjs');
  await build({
    stdin: {
      contents:
        "export {startLoad} from './generator.ts'; export {workerThread} from './thread.ts'; import {runIfLoadWorker} from './thread.ts'; runIfLoadWorker();",
      resolveDir: join(here, '../../src/load'),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);"},
    outfile: file,
  });
  const entry = pathToFileURL(file);
  const {startLoad, workerThread} = await import(entry.href);
  return {name: 'chaos-cost-gate', run: (origin, scenario) => runOwn(startLoad, workerThread(entry), origin, scenario)};
}

async function runOwn(startLoad, thread, origin, {rate, seconds}) {
  const clock = {
    now: () => Number(process.hrtime.bigint()) / 1e6,
    sleep: (ms, signal) =>
      new Promise(resolve => {
        const timer = setTimeout(resolve, ms);
        signal?.addEventListener('abort', () => clearTimeout(timer));
      }),
  };
  const requests = [{label: 'GET /', target: 0, method: 'GET', path: '/', headers: {}, weight: 1}];
  const plan = {rate, timeout: 5_000, maxOpen: 10_000, targets: [{origin, tls: {}}], requests};
  const load = await startLoad(plan, {clock, thread});
  const before = process.cpuUsage();
  await clock.sleep(load.samples.startAt + seconds * 1000 - clock.now());
  const samples = await load.stop();
  const cpu = process.cpuUsage(before);
  const outcomes = {};
  for (let i = 0; i < samples.count; i++) {
    const name = samples.outcomes[samples.outcome[i]];
    outcomes[name] = (outcomes[name] ?? 0) + 1;
  }
  return {
    latencies: samples.latency.slice(0, samples.count),
    lateness: samples.lateness.slice(0, samples.count),
    startAt: samples.startAt,
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    outcomes,
    connections: load.connections(),
  };
}

async function measure(scenario, contender) {
  const env = {
    ...process.env,
    ...(scenario.stall && {STALL_AFTER: String(scenario.stall.after), STALL_FOR: String(scenario.stall.for)}),
  };
  const server = spawn(process.execPath, [join(here, 'server.mjs')], {env, stdio: ['ignore', 'pipe', 'inherit']});
  try {
    const port = await new Promise(resolve => server.stdout.once('data', data => resolve(Number(data))));
    const measured = await contender.run(`http://127.0.0.1:${port}`, scenario);
    const log = await (await fetch(`http://127.0.0.1:${port}/log`)).json();
    // Requests arrive in the order of the schedule, so the k-th to arrive was intended as the k-th.
    const truth = log.map(({answered}, k) => answered - (measured.startAt + (k * 1000) / scenario.rate));
    return {...measured, truth};
  } finally {
    server.kill();
  }
}

function report(scenario, name, {latencies, truth, lateness, cpuSeconds, outcomes, connections}) {
  const line = text => process.stdout.write(`${text}\n`);
  line(`\n${name}: ${scenario.name}, ${scenario.rate} req/s for ${scenario.seconds} s`);
  for (const q of [0.5, 0.95, 0.99]) {
    const [measured, true_] = [quantile(latencies, q), quantile(truth, q)];
    line(
      `  p${q * 100}  ${measured.toFixed(2)} ms, truth ${true_.toFixed(2)} ms (${(((measured - true_) / true_) * 100).toFixed(2)} %)`,
    );
  }
  line(
    `  sent ${latencies.length} of ${scenario.rate * scenario.seconds}, ${JSON.stringify(outcomes)}, ${connections} connections`,
  );
  line(
    `  lateness p50 ${quantile(lateness, 0.5).toFixed(2)} ms, p99 ${quantile(lateness, 0.99).toFixed(2)} ms, max ${quantile(lateness, 1).toFixed(2)} ms`,
  );
  line(`  CPU ${cpuSeconds.toFixed(2)} s, ${((cpuSeconds * 1e6) / latencies.length).toFixed(0)} µs a request`);
}

function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)];
}
