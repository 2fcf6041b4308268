// Real runs of the product in its sandbox, in which nothing happens to the victim: real pods, real load, and the machine's own noise.
import {mkdirSync} from 'node:fs';
import {loadavg} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const SPEC = fileURLToPath(new URL('a-a.yaml', import.meta.url));

/** Runs the gate `runs` times with the product bundled at `gate`, and prints each; whether none of them failed falsely. */
export async function realRuns(gate, {runs, folder, line}) {
  const product = await import(gate);
  const counts = {pass: 0, warn: 0, inconclusive: 0, error: 0, fail: 0};
  const falsely = {failures: 0, warnings: 0};
  const began = product.systemClock.now();
  for (let run = 1; run <= runs; run++) {
    const result = await oneRun(product, gate, join(folder, `run-${run}`));
    counts[result.verdict]++;
    const breached = result.objectives.filter(({verdict}) => verdict === 'fail' || verdict === 'warn');
    if (breached.some(({level}) => level === 'must')) falsely.failures++;
    else if (breached.length > 0) falsely.warnings++;
    line(`\n${run} of ${runs}: ${result.verdict}, ${result.durationSeconds.toFixed(0)} s, load average ${loadText()}`);
    for (const text of linesOf(result)) line(`  ${text}`);
  }
  const minutes = (product.systemClock.now() - began) / 60_000;
  const verdicts = Object.entries(counts).map(([verdict, count]) => `${verdict} ${count}`);
  line(`\n${verdicts.join(', ')} of ${runs}`);
  line(`false failures ${falsely.failures}, further false warnings ${falsely.warnings}; ${minutes.toFixed(1)} min`);
  return falsely.failures + falsely.warnings + counts.fail + counts.error === 0;
}

async function oneRun({openDemoSandbox, executeRun, readSpec, ...ports}, gate, out) {
  mkdirSync(out);
  const machine = machineOf(ports, gate, out);
  const logger = ports.silentLogger;
  const {spec} = readSpec(SPEC, machine);
  const {sandbox, kube} = await openDemoSandbox(spec.victim.images, {machine, logger});
  try {
    // The sandbox runs pods in the build folder: there is no image to build.
    const withoutImages = {...spec, victim: {...spec.victim, images: []}};
    const signal = new AbortController().signal;
    const {result} = await executeRun(withoutImages, out, {machine, logger, signal, kube});
    return result;
  } finally {
    await sandbox.close();
  }
}

function machineOf({systemClock, runCommand}, gate, out) {
  return {
    stdout: process.stdout,
    stderr: process.stderr,
    env: {...process.env, CHAOS_COST_GATE_STATE: join(out, 'state')},
    cwd: out,
    clock: systemClock,
    run: runCommand,
    workerEntry: new URL(gate),
    version: '0.0.0',
  };
}

function linesOf({objectives, reasons, phases}) {
  const rows = objectives.flatMap(({verdict, text, comparison}) =>
    comparison === undefined ? [] : [`${verdict.padEnd(12)} ${text}: ${changeText(comparison)}`],
  );
  const late = phases.flatMap(({name, lateness}) => (lateness == null ? [] : [`${name} ${lateness.toFixed(1)} ms`]));
  return [`sent late by (p99): ${late.join(', ')}`, ...(rows.length > 0 ? rows : reasons)];
}

function changeText({estimate, lower, upper, reference}) {
  const signed = value => `${value > 0 ? '+' : ''}${value.toPrecision(3)}`;
  return `${signed(estimate)} (${signed(lower)} to ${signed(upper)}) from ${reference.toPrecision(3)}`;
}

function loadText() {
  return loadavg()[0].toFixed(1);
}
