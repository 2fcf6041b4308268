// What is measured: our own generator, and the peers that are installed (k6, hey and autocannon in the PATH).
import {spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {bundleSource} from '../bundle-source.mjs';
import {measuredProcess} from './measured-process.mjs';

/** Each has a name and a `run(origin, {rate, seconds})`, which gives latencies in ms, requests sent, CPU seconds and MiB. */
export async function contenders(folder) {
  const peers = [k6(folder), hey, autocannon];
  return [await own(folder), ...peers.filter(({name}) => spawnSync('which', [name]).status === 0)];
}

/** Bundles src/load into one file, which its worker enters again. */
async function own(folder) {
  const file = join(folder, 'load.mjs');
  await bundleSource({
    folder: 'load',
    contents:
      "export {startLoad} from './generator.ts'; export {workerThread} from './thread.ts'; import {runIfLoadWorker} from './thread.ts'; runIfLoadWorker();",
    outfile: file,
  });
  const script = fileURLToPath(new URL('own.mjs', import.meta.url));
  return {
    name: 'ours',
    run: async (origin, {rate, seconds}) => {
      const {stdout, ...cost} = await measuredProcess(
        process.execPath,
        [script, file, origin, rate, seconds].map(String),
      );
      return {...JSON.parse(stdout), ...cost};
    },
  };
}

/** Open loop, too; a request's time counts from its real send. */
function k6(folder) {
  return {
    name: 'k6',
    run: async (origin, {rate, seconds}) => {
      const [script, summary] = [join(folder, 'k6.js'), join(folder, 'k6.json')];
      const executor = "executor: 'constant-arrival-rate', preAllocatedVUs: 200, maxVUs: 4000, timeUnit: '1s'";
      writeFileSync(
        script,
        `import http from 'k6/http';
export const options = {scenarios: {load: {${executor}, rate: ${rate}, duration: '${seconds}s'}}, summaryTrendStats: ['p(50)', 'p(95)', 'p(99)']};
export default () => { http.get('${origin}/'); };`,
      );
      const args = ['run', '--quiet', '--no-usage-report', '--summary-export', summary, script];
      const {cpuSeconds, mebibytes} = await measuredProcess('k6', args);
      const {metrics} = JSON.parse(readFileSync(summary, 'utf8'));
      const {'p(50)': p50, 'p(95)': p95, 'p(99)': p99} = metrics.http_req_duration;
      return {p50, p95, p99, sent: metrics.http_reqs.count, cpuSeconds, mebibytes};
    },
  };
}

/** Closed loop: as many workers as send the rate together, each waiting for its answer. */
const hey = {
  name: 'hey',
  run: async (origin, {rate, seconds}) => {
    const workers = 50;
    const args = ['-z', `${seconds}s`, '-c', String(workers), '-q', String(rate / workers), `${origin}/`];
    const {stdout, cpuSeconds, mebibytes} = await measuredProcess('hey', args);
    const at = percent => 1000 * Number(new RegExp(`${percent}%+ in ([\\d.]+) secs`).exec(stdout)?.[1]);
    const sent = Number(/\[200\]\s+(\d+) responses/.exec(stdout)?.[1]);
    return {p50: at(50), p95: at(95), p99: at(99), sent, cpuSeconds, mebibytes};
  },
};

/** Closed loop as well; it knows no p95. */
const autocannon = {
  name: 'autocannon',
  run: async (origin, {rate, seconds}) => {
    const args = ['-j', '-R', String(rate), '-c', '100', '-d', String(seconds), `${origin}/`];
    const {stdout, cpuSeconds, mebibytes} = await measuredProcess('autocannon', args);
    const {latency, requests} = JSON.parse(stdout);
    return {p50: latency.p50, p99: latency.p99, sent: requests.sent, cpuSeconds, mebibytes};
  },
};
