// The product's own judgement, bundled from src/: nothing of it is repeated here.
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {bundleSource} from '../bundle-source.mjs';

/** Bundles what judges a relative objective into a file of `folder`, and returns its address. */
export async function bundleJudge(folder) {
  const outfile = join(folder, 'judge.mjs');
  await bundleSource({
    contents: `
      export {measureMetric} from './analysis/measure-metric.ts';
      export {changeFromBaseline, withComparisons} from './analysis/relative.ts';
      export {tallyOnce} from './analysis/tally.ts';
      export {seededRandom} from './analysis/random.ts';
      export {decide} from './gate/decide.ts';
      export {readObjective} from './spec/grammar.ts';`,
    outfile,
  });
  return pathToFileURL(outfile).href;
}
