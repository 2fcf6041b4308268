// How true are recovery.service and recovery.pod? `KUBECONFIG=… node bench/recovery/run.mjs [SCENE…]` runs the committed bundle on the cluster
// of the current context (its NodePorts must answer at 127.0.0.1, and it must have the image cacop-victim:ci) beside two witnesses of their own processes
// and a loop of kubectl, and prints what each saw. Exits with 1 when a bound is broken: the median error is at most 2 ÷ rate, the largest
// 200 ms, and the parts of each pod's recovery add up to the whole.
import {spawn, spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {manifestsOf, PORT, RATE, SCENES, specOf} from './scenes.mjs';
import {loopRecovery, median, originOf, podRecovery, serviceRecovery} from './truth.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const cli = join(here, '../../dist/cli.js');
const epoch = Date.now() - Number(process.hrtime.bigint()) / 1e6;
const MEDIAN_S = Math.max(2 / RATE, 0.02);
const LARGEST_S = 0.2;
const PARTS_S = 0.001;
/** So many repeats have to be judged: on a busy machine the gate says of some that it can't. */
const ENOUGH = 20;
const ATTEMPTS = 3;
const SYN_SENT = 'net.netfilter.nf_conntrack_tcp_timeout_syn_sent';
const line = text => process.stdout.write(`${text}\n`);

const wanted = process.argv.slice(2);
const rows = [];
for (const scene of SCENES.filter(({name}) => wanted.length === 0 || wanted.includes(name))) {
  const found = await untilJudged(scene);
  for (const row of found) line(describe(row));
  rows.push(...found);
}
process.exitCode = judge(rows) ? 0 : 1;

/** Lets refused connections stay in conntrack for two minutes, as they do on most machines; returns what puts it back. */
function setTrap() {
  const before = spawnSync('sysctl', ['-n', SYN_SENT], {encoding: 'utf8'}).stdout.trim();
  const {status, stderr} = spawnSync('sysctl', ['-w', `${SYN_SENT}=120`], {encoding: 'utf8'});
  if (status !== 0) throw new Error(`the trap can't be set: ${stderr}`);
  return () => void spawnSync('sysctl', ['-w', `${SYN_SENT}=${before}`]);
}

/** A busy machine can make a run inconclusive: it is tried again. */
async function untilJudged(scene) {
  for (let attempt = 1; ; attempt++) {
    const {rows: found, log, verdict} = await runScene(scene);
    if (found.length === scene.repeat) return found;
    if (verdict !== 'inconclusive' || attempt === ATTEMPTS) throw new Error(`${scene.name}: the run broke\n${log}`);
    line(`${scene.name}: again, since the run was inconclusive`);
  }
}

async function runScene(scene) {
  const folder = mkdtempSync(join(tmpdir(), 'recovery-bench-'));
  const witnesses = {};
  let putBack = () => {};
  try {
    mkdirSync(join(folder, 'k8s'));
    writeFileSync(join(folder, 'k8s/probed.yaml'), manifestsOf(scene));
    writeFileSync(join(folder, 'gate.yaml'), JSON.stringify(specOf(scene)));
    witnesses.watcher = witness('watcher.mjs', process.env.KUBECONFIG, epoch);
    const gate = start(folder);
    await gate.said('Baseline');
    witnesses.prober = witness('prober.mjs', PORT, epoch);
    if (scene.conntrack) {
      putBack = setTrap();
      witnesses.ordinary = witness('prober.mjs', PORT, epoch, 'one-source');
    }
    witnesses.loop = witness('kubectl-loop.mjs', epoch);
    await Promise.race([gate.said('Cleaning up'), gate.ended]);
    const [probes, seen, answers] = await Promise.all(
      ['prober', 'watcher', 'loop'].map(name => witnesses[name].tell()),
    );
    const ordinary = await witnesses.ordinary?.tell();
    const log = await gate.ended;
    const result = readResult(folder);
    const repeats = result.experiments[0]?.repeats ?? [];
    const found = repeats.map(repeat => compare(scene, {repeat, result, probes, seen, answers, ordinary}));
    return {rows: found, log, verdict: result.verdict};
  } finally {
    putBack();
    for (const {child} of Object.values(witnesses)) child.kill('SIGKILL');
    rmSync(folder, {recursive: true});
  }
}

/** One repeat, as we and as the witnesses saw it; seconds. */
function compare(scene, {repeat, result, probes, seen, answers, ordinary}) {
  const began = Date.parse(result.startedAt);
  const {injectedAt, removedAt, requestedAt} = repeat.injection;
  // Ours only says where to look; when it was is the witness's.
  const origin = originOf(seen, began + (scene.isStress ? injectedAt + 1 : requestedAt - 0.05) * 1000, scene.isStress);
  const before = {from: began + requestedAt * 1000 - 5_000, to: began + requestedAt * 1000};
  const until = nextFault(result, repeat, began);
  const {service, pod} = repeat.recovery;
  return {
    scene: scene.name,
    repeat: repeat.repeat,
    originError: (began + (scene.isStress ? removedAt : injectedAt) * 1000 - origin) / 1000,
    note: service.value === null ? service.note : pod.value === null ? pod.note : undefined,
    service: {
      truth: serviceRecovery(probes, origin, before, until),
      ours: service.bound === '=' ? service.value : undefined,
    },
    pod: {truth: podRecovery(seen, origin), ours: pod.bound === '=' ? pod.value : undefined},
    loop: scene.isStress ? undefined : loopRecovery(answers, {from: origin, to: until}, scene.replicas),
    ordinary: ordinary && serviceRecovery(ordinary, origin, before, until),
    isTrap: scene.conntrack === true,
    isStress: scene.isStress === true,
    parts: repeat.split.reduce((sum, part) => sum + part.seconds, 0),
    bound: Math.max(0, ...repeat.split.map(({uncertaintySeconds}) => uncertaintySeconds)),
  };
}

/** Until when what witnesses saw may be about this repeat. */
function nextFault(result, {repeat}, began) {
  const next = result.experiments[0].repeats.find(other => other.repeat === repeat + 1);
  return next === undefined ? Number.POSITIVE_INFINITY : began + next.injection.requestedAt * 1000;
}

function describe({scene, repeat, service, pod, loop, isStress, parts, bound, ordinary, isTrap, note}) {
  if (note !== undefined) return `${`${scene} ${repeat}`.padEnd(28)} not judged: ${note}`;
  const show = ({truth, ours}) => `${seconds(truth)} ${seconds(ours)} ${milliseconds(errorOf({truth, ours}))}`;
  const loopText = isStress ? '-' : loop === undefined ? 'missed' : milliseconds(Math.abs(loop - pod.truth));
  return `${`${scene} ${repeat}`.padEnd(28)} service ${show(service)}   pod ${show(pod)}   parts ${seconds(parts)} ± ${milliseconds(bound)}   kubectl loop's error ${loopText.padStart(9)}${isTrap ? `   an ordinary client ${seconds(ordinary)}` : ''}`;
}

function judge(everything) {
  const all = everything.filter(({note}) => note === undefined);
  const verdicts = ['service', 'pod'].flatMap(kind => {
    const errors = all.map(row => errorOf(row[kind]));
    const middle = median(errors);
    const largest = Math.max(...errors);
    line(
      `recovery.${kind}: ${errors.length} repeats, median error ${milliseconds(middle)} (at most ${milliseconds(MEDIAN_S)}), largest ${milliseconds(largest)} (at most ${milliseconds(LARGEST_S)})`,
    );
    return [middle <= MEDIAN_S, largest <= LARGEST_S];
  });
  const gaps = all.filter(({parts}) => parts > 0).map(({parts, pod}) => Math.abs(parts - pod.ours));
  line(`parts: ${gaps.length} recoveries, the sum is off by at most ${milliseconds(Math.max(0, ...gaps))}`);
  const loops = all.filter(({loop}) => loop !== undefined).map(({loop, pod}) => Math.abs(loop - pod.truth));
  const missed = all.filter(({loop, isStress}) => loop === undefined && !isStress).length;
  if (loops.length > 0)
    line(
      `kubectl once a second: median error ${milliseconds(median(loops))}, largest ${milliseconds(Math.max(...loops))}, missed ${missed}`,
    );
  const enough = wanted.length > 0 ? 1 : ENOUGH;
  if (all.length < enough) line(`only ${all.length} of ${everything.length} repeats could be judged`);
  const holds = all.length >= enough && verdicts.every(Boolean) && gaps.every(gap => gap <= PARTS_S);
  line(holds ? 'All bounds hold.' : 'A bound is BROKEN.');
  return holds;
}

/** Infinite where one of both saw no recovery. */
function errorOf({truth, ours}) {
  return truth === undefined || ours === undefined ? Number.POSITIVE_INFINITY : Math.abs(ours - truth);
}

function seconds(value) {
  return (value === undefined ? 'never' : `${value.toFixed(3)} s`).padStart(9);
}

function milliseconds(value) {
  return (Number.isFinite(value) ? `${(value * 1000).toFixed(1)} ms` : 'no end').padStart(9);
}

function witness(file, ...args) {
  const child = spawn(process.execPath, [join(here, file), ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', chunk => (text += chunk));
  const ended = new Promise(resolve => child.once('close', resolve));
  return {
    child,
    tell: async () => {
      child.kill('SIGTERM');
      await ended;
      return JSON.parse(text);
    },
  };
}

function start(folder) {
  const env = {...process.env, CI: 'true', CHAOS_COST_GATE_STATE: join(folder, 'state')};
  const child = spawn(process.execPath, [cli, 'run', '--spec', 'gate.yaml', '--out', 'report'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const listeners = new Set();
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      text += chunk;
      for (const listener of listeners) listener();
    });
  return {
    ended: new Promise(resolve => child.once('close', () => resolve(text))),
    said: words =>
      new Promise((resolve, reject) => {
        const look = () => text.includes(words) && resolve();
        listeners.add(look);
        child.once('close', () => reject(new Error(`the gate ended before it said “${words}”:\n${text}`)));
        look();
      }),
  };
}

function readResult(folder) {
  return JSON.parse(readFileSync(join(folder, 'report/result.json'), 'utf8'));
}
