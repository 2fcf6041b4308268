// One thread of the benchmark: judges generated runs with the product's own code and tells how often each verdict came.
import {parentPort, workerData} from 'node:worker_threads';
import {generatedRun} from './model.mjs';

const {judge, terms, from, to} = workerData;
const {changeFromBaseline, decide, measureMetric, readObjective, seededRandom, tallyOnce, withComparisons} =
  await import(judge);

const objective = readObjective(terms.objective);
if (typeof objective === 'string') throw new Error(objective);
const decisions = {kept: 0, breached: 0, unknown: 0};
for (let run = from; run < to; run++) decisions[decisionOf(generatedRun(terms, seededRandom(terms.seed + run)), run)]++;
parentPort.postMessage(decisions);

/** What the gate decides about a run, as `analyse` and `judge` come to it. */
function decisionOf({samples, baseline, fault}, run) {
  const spec = {load: {maxLateness: 50}};
  const scene = {samples, baseline, spec, tally: tallyOnce(samples)};
  const repeat = {measured: {repeat: 1, spans: {fault}}, excluded: [], impact: fault};
  const experiment = {name: 'generated', repeats: [repeat], inconclusive: []};
  const {metric} = objective;
  const finding = measureMetric({metric, phase: 'fault'}, experiment, scene);
  const reference = measureMetric({metric, phase: 'baseline'}, experiment, scene);
  const change = changeFromBaseline(objective, {phase: finding, baseline: reference}, experiment, {
    run: scene,
    seed: run,
  });
  if (typeof change === 'string') throw new Error(change);
  const frame = {objective, level: 'must', experiment: 'generated', finding};
  return decide(withComparisons([{...frame, change}])[0]);
}
