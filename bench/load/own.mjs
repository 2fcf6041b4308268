// Our own load generator as a process of its own: `node own.mjs BUNDLE ORIGIN[,ORIGIN] RATE SECONDS` prints what it
// measured as JSON. Several origins are asked in turn.
import {pathToFileURL} from 'node:url';
import {quantile} from './quantile.mjs';

const [bundle, origins, rate, seconds] = process.argv.slice(2);
const entry = pathToFileURL(bundle);
const {startLoad, workerThread} = await import(entry.href);
const clock = {
  now: () => Number(process.hrtime.bigint()) / 1e6,
  sleep: (ms, signal) =>
    new Promise(resolve => {
      const timer = setTimeout(resolve, ms);
      signal?.addEventListener('abort', () => clearTimeout(timer));
    }),
};
const targets = origins.split(',').map(origin => ({origin, tls: {}}));
const requests = targets.map((_, target) => ({
  label: 'GET /',
  target,
  method: 'GET',
  path: '/',
  headers: {},
  weight: 1,
}));
const plan = {rate: Number(rate), timeout: 5_000, maxOpen: 20_000, targets, requests};
const load = await startLoad(plan, {clock, thread: workerThread(entry)});
await clock.sleep(load.samples.startAt + Number(seconds) * 1000 - clock.now());
const samples = await load.stop();
const outcomes = {};
const byTarget = targets.map(() => ({}));
for (let i = 0; i < samples.count; i++) {
  const name = samples.outcomes[samples.outcome[i]];
  const ofTarget = byTarget[samples.request[i]];
  outcomes[name] = (outcomes[name] ?? 0) + 1;
  ofTarget[name] = (ofTarget[name] ?? 0) + 1;
}
const of = (column, q) => quantile(column.slice(0, samples.count), q);
const measured = {
  p50: of(samples.latency, 0.5),
  p95: of(samples.latency, 0.95),
  p99: of(samples.latency, 0.99),
  count: samples.count,
  settled: samples.settled,
  sent: samples.count - (outcomes.unsent ?? 0),
  startAt: samples.startAt,
  lateness: {p50: of(samples.lateness, 0.5), p99: of(samples.lateness, 0.99), max: of(samples.lateness, 1)},
  outcomes,
  byTarget,
  connections: load.connections(),
};
process.stdout.write(JSON.stringify(measured));
