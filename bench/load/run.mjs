// How exact and how cheap is the load generator? `node bench/load/run.mjs [SCENARIO]` drives a local service of known latency and prints
// what was measured beside the truth, which is the service's own log: answered − intended. Peers that are in the PATH run beside it. Two quiet
// cores are enough. Exits with 1 where a promise is broken.
import {spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {loadavg, tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {contenders} from './contenders.mjs';
import {quantile} from './quantile.mjs';

/** CPU is compared where all send the same: in a stall, peers leave requests out, and none opens thousands of connections. */
const SCENARIOS = [
  {name: 'steady', rate: 1_000, seconds: 20, withPeers: true, isExact: true, isCheap: true},
  {name: 'stalled', rate: 1_000, seconds: 20, stall: {after: 9_000, for: 2_000}, withPeers: true, isExact: true},
  {name: 'fast', rate: 5_000, seconds: 20, isExact: true, maxLateness: 5},
  {name: 'fast-stalled', rate: 5_000, seconds: 20, stall: {after: 9_000, for: 1_500}},
];
const MOST_WRONG = 0.02;
const MOST_CPU = {k6: 0.4, hey: 1.3};

const line = text => process.stdout.write(`${text}\n`);
const folder = mkdtempSync(join(tmpdir(), 'load-bench-'));
try {
  const broken = [];
  const [own, ...peers] = await contenders(folder);
  for (const scenario of SCENARIOS.filter(({name}) => (process.argv[2] ?? name) === name)) {
    line(
      `\n${scenario.name}: ${scenario.rate} req/s for ${scenario.seconds} s; load average ${loadavg()[0].toFixed(1)}`,
    );
    const ours = await measure(scenario, own);
    report(own.name, ours);
    broken.push(...brokenPromises(scenario, ours));
    for (const peer of scenario.withPeers ? peers : []) {
      const theirs = await measure(scenario, peer);
      report(peer.name, theirs);
      const portion = ours.cpuSeconds / theirs.cpuSeconds;
      line(`  ${''.padEnd(10)} ours took ${portion.toFixed(2)} × its CPU`);
      if (scenario.isCheap && portion > MOST_CPU[peer.name])
        broken.push(`${scenario.name}: ${portion.toFixed(2)} × the CPU of ${peer.name}`);
    }
  }
  if ((process.argv[2] ?? 'failures') === 'failures') broken.push(...(await failures(own)));
  for (const what of broken) line(`BROKEN ${what}`);
  process.exitCode = broken.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, {recursive: true});
}

function brokenPromises({name, rate, seconds, isExact, maxLateness}, {sent, count, truth, lateness, ...measured}) {
  const wrong = ['p95', 'p99'].filter(p => isExact && Math.abs(measured[p] / truth[p] - 1) > MOST_WRONG);
  return [
    ...wrong.map(p => `${name}: ${p} is more than ${100 * MOST_WRONG} % off`),
    ...(sent >= rate * seconds && sent === count ? [] : [`${name}: ${sent} of ${count} requests were sent`]),
    ...(lateness.p99 > maxLateness ? [`${name}: requests left ${lateness.p99.toFixed(1)} ms late (p99)`] : []),
  ];
}

/** 10,000 connections that are refused, reset, silent or cut in the middle of a body: each has to be counted once, and as what it is. */
async function failures(own) {
  const script = fileURLToPath(new URL('broken-server.mjs', import.meta.url));
  const server = spawn(process.execPath, [script], {stdio: ['ignore', 'pipe', 'inherit']});
  try {
    const ports = JSON.parse(await new Promise(resolve => server.stdout.once('data', resolve)));
    const kinds = ['refused', 'reset', 'timeout', 'cut'];
    const origins = [1, ...ports].map(port => `http://127.0.0.1:${port}`).join(',');
    line(`\nfailures: ${kinds.join(', ')} in turn; load average ${loadavg()[0].toFixed(1)}`);
    const {count, settled, byTarget, cpuSeconds} = await own.run(origins, {rate: 1_000, seconds: 10});
    line(`  ${count} requests, ${settled} ended: ${JSON.stringify(byTarget)}, CPU ${cpuSeconds.toFixed(2)} s`);
    const isRight = byTarget.every((outcomes, target) => Object.keys(outcomes).join() === kinds[target]);
    return isRight && settled === count && count >= 10_000 ? [] : ['failures: not each was counted once, by its kind'];
  } finally {
    server.kill();
  }
}

async function measure(scenario, contender) {
  const env = {
    ...process.env,
    ...(scenario.stall && {STALL_AFTER: String(scenario.stall.after), STALL_FOR: String(scenario.stall.for)}),
  };
  const script = fileURLToPath(new URL('server.mjs', import.meta.url));
  const server = spawn(process.execPath, [script], {env, stdio: ['ignore', 'pipe', 'inherit']});
  try {
    const port = await new Promise(resolve => server.stdout.once('data', data => resolve(Number(data))));
    const measured = await contender.run(`http://127.0.0.1:${port}`, scenario);
    const log = await (await fetch(`http://127.0.0.1:${port}/log`)).json();
    return {...measured, truth: truthOf(log, measured.startAt ?? scheduleOf(log, scenario.rate), scenario.rate)};
  } finally {
    server.kill();
  }
}

/** A peer doesn't tell when its schedule began: the latest start by which no request came too early. */
function scheduleOf(log, rate) {
  return log.reduce((start, {arrived}, k) => Math.min(start, arrived - (k * 1000) / rate), Number.POSITIVE_INFINITY);
}

/** Requests arrive in the order of the schedule, so the k-th to arrive was intended as the k-th. */
function truthOf(log, startAt, rate) {
  const latencies = log.map(({answered}, k) => answered - (startAt + (k * 1000) / rate));
  return {p50: quantile(latencies, 0.5), p95: quantile(latencies, 0.95), p99: quantile(latencies, 0.99)};
}

function report(name, {truth, sent, cpuSeconds, mebibytes, lateness, outcomes, connections, ...measured}) {
  const percentile = p =>
    measured[p] === undefined
      ? `${p} –`
      : `${p} ${measured[p].toFixed(2)} (truth ${truth[p].toFixed(2)}, ${percentOff(measured[p], truth[p])})`;
  line(`  ${name.padEnd(10)} ${['p50', 'p95', 'p99'].map(percentile).join('  ')} ms`);
  line(
    `  ${''.padEnd(10)} sent ${sent}, CPU ${cpuSeconds.toFixed(2)} s, ${((cpuSeconds * 1e6) / sent).toFixed(0)} µs a request, ${mebibytes.toFixed(0)} MiB`,
  );
  if (lateness === undefined) return;
  const late = ['p50', 'p99', 'max'].map(p => `${p} ${lateness[p].toFixed(2)}`).join(', ');
  line(`  ${''.padEnd(10)} lateness ${late} ms; ${JSON.stringify(outcomes)}, ${connections} connections`);
}

function percentOff(measured, truth) {
  return `${measured >= truth ? '+' : ''}${(100 * (measured / truth - 1)).toFixed(1)} %`;
}
