// The product itself, bundled from src/: nothing of it is repeated here.
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {bundleSource} from '../bundle-source.mjs';

/** Bundles what judges a relative objective into a file of `folder`, and returns its address. */
export function bundleJudge(folder) {
  return bundle(
    join(folder, 'judge.mjs'),
    `
    export {measureMetric} from './analysis/measure-metric.ts';
    export {changeFromBaseline, withComparisons} from './analysis/relative.ts';
    export {tallyOnce} from './analysis/tally.ts';
    export {seededRandom} from './analysis/random.ts';
    export {decide} from './gate/decide.ts';
    export {readObjective} from './spec/grammar.ts';`,
  );
}

/** Bundles what runs the gate in the sandbox into a file of `folder`, and returns its address. The load's thread runs the same file. */
export function bundleGate(folder) {
  return bundle(
    join(folder, 'gate.mjs'),
    `
    import {runIfLoadWorker} from './load/thread.ts';
    runIfLoadWorker();
    export {openDemoSandbox} from './commands/demo-sandbox.ts';
    export {executeRun} from './commands/execute-run.ts';
    export {readSpec} from './commands/read-spec.ts';
    export {systemClock} from './runtime/clock.ts';
    export {runCommand} from './runtime/command.ts';
    export {silentLogger} from './runtime/logger.ts';`,
  );
}

async function bundle(outfile, contents) {
  await bundleSource({contents, outfile});
  return pathToFileURL(outfile).href;
}
