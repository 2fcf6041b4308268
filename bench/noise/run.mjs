// How often does a relative objective err? `node bench/noise/run.mjs` judges generated runs, of which the truth is known, with the
// product's own code, and exits with 1 where a promise is broken: at most 1.2 % false failures, and 95 % of real changes found.
// `node bench/noise/run.mjs --real [N]` runs the product itself N times, 20 by default, in its sandbox, and exits with 1 when it fails falsely.
import {mkdtempSync, rmSync} from 'node:fs';
import {loadavg, tmpdir} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {Worker} from 'node:worker_threads';
import {bundleGate, bundleJudge} from './product.mjs';
import {realRuns} from './real.mjs';

const {values: options, positionals} = parseArgs({
  allowPositionals: true,
  options: {
    real: {type: 'boolean', default: false},
    runs: {type: 'string', default: '20000'},
    'at-limit': {type: 'string', default: '6000'},
    found: {type: 'string', default: '1500'},
    wild: {type: 'string', default: '6000'},
    'level-sd': {type: 'string', multiple: true, default: ['0.05', '0.1', '0.2']},
    phi: {type: 'string', multiple: true, default: ['0', '0.5', '0.8']},
    seconds: {type: 'string', default: '60'},
    threads: {type: 'string', default: '2'},
    seed: {type: 'string', default: '1'},
  },
});
const MOST_FALSE = 0.012;
const LEAST_FOUND = 0.95;
const SERVICE = {
  rate: 50,
  seconds: Number(options.seconds),
  median: 20,
  requestSd: 0.4,
  objective: 'latency.p95 <= +10% vs baseline during fault',
};
const PHIS = options.phi.map(Number);
/** Ln sd of a second's level up to which both promises hold; a service that wanders more is too wild to find all changes. */
const CALM = 0.05;

const line = text => process.stdout.write(`${text}\n`);
const folder = mkdtempSync(join(tmpdir(), 'noise-bench-'));
try {
  const held = options.real ? await real() : await bench(await bundleJudge(folder));
  process.exitCode = held ? 0 : 1;
} finally {
  rmSync(folder, {recursive: true});
}

async function real() {
  return realRuns(await bundleGate(folder), {runs: Number(positionals[0] ?? 20), folder, line});
}

async function bench(judge) {
  const {rate, seconds, median, requestSd, objective} = SERVICE;
  line(`${objective}: ${rate} req/s, ${seconds} s each, median ${median} ms, ln sd of a request ${requestSd},`);
  line(`seed ${options.seed}; load average ${loadavg()[0].toFixed(1)}`);
  const held = [];
  for (const levelSd of options['level-sd'].map(Number)) {
    line(`\nLn sd of a second's level: ${levelSd}`);
    for (const question of questions(levelSd)) held.push(...(await ask(judge, {...SERVICE, levelSd}, question)));
  }
  return held.every(Boolean);
}

/** Prints the answer for each correlation, and returns whether what is promised was held. */
async function ask(judge, service, {title, factor, runs, isHeld}) {
  line(`\n  ${title}`);
  const held = [];
  for (const phi of PHIS) {
    const began = process.hrtime.bigint();
    const counts = await judgeRuns(judge, {...service, factor, phi, seed: seedOf(phi, factor)}, runs);
    const took = Number(process.hrtime.bigint() - began) / 1e9;
    held.push(isHeld === undefined || isHeld(counts.breached / runs));
    const word = isHeld === undefined ? 'not promised' : held.at(-1) ? 'held' : 'BROKEN';
    line(`    phi ${phi.toFixed(1)}  ${rowOf(counts, runs)}  ${word}  (${took.toFixed(0)} s)`);
  }
  return held;
}

function questions(levelSd) {
  const isCalm = levelSd <= CALM;
  const each = all => Math.ceil(Number(all) / PHIS.length);
  const isRare = rate => rate <= MOST_FALSE;
  return [
    {title: 'A/A: nothing changed', factor: 1, runs: each(isCalm ? options.runs : options.wild), isHeld: isRare},
    {
      title: 'The truth is the limit itself, +10%: the hardest case for a false failure',
      factor: 1.1,
      runs: each(options['at-limit']),
      isHeld: isCalm ? isRare : undefined,
    },
    {
      title: 'A real change of +30%',
      factor: 1.3,
      runs: each(options.found),
      isHeld: isCalm ? rate => rate >= LEAST_FOUND : undefined,
    },
  ];
}

/** Another sequence for each question. */
function seedOf(phi, factor) {
  return Number(options.seed) * 1e9 + Math.round(phi * 10) * 1e7 + Math.round(factor * 10) * 1e5 * 10;
}

async function judgeRuns(judge, terms, runs) {
  const threads = Number(options.threads);
  const cuts = Array.from({length: threads + 1}, (_, cut) => Math.round((cut * runs) / threads));
  const parts = cuts.slice(1).map((to, index) => judgePart({judge, terms, from: cuts[index], to}));
  const sum = {kept: 0, breached: 0, unknown: 0};
  for (const part of await Promise.all(parts)) for (const decision of Object.keys(sum)) sum[decision] += part[decision];
  return sum;
}

function judgePart(workerData) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('worker.mjs', import.meta.url), {workerData});
    worker.once('message', resolve).once('error', reject);
  });
}

function rowOf({kept, breached, unknown}, runs) {
  const percent = part => `${((100 * part) / runs).toFixed(2)} %`;
  const [low, high] = wilson(breached, runs);
  return `failed ${breached} of ${runs}: ${percent(breached)} (95 % interval ${(100 * low).toFixed(2)} to ${(100 * high).toFixed(2)} %), passed ${percent(kept)}, inconclusive ${percent(unknown)}`;
}

/** The 95 % interval of a rate (Wilson, JASA 22, 1927). */
function wilson(hits, n) {
  const z = 1.96;
  const rate = hits / n;
  const middle = (rate + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((rate * (1 - rate)) / n + z ** 2 / (4 * n ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
