// Makes one module of the product's own sources, so that a benchmark repeats nothing of it.
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

/** Bundles `contents`, a module that imports from `folder` below src/, into the file `outfile`. */
export async function bundleSource({folder = '.', contents, outfile}) {
  await build({
    stdin: {contents, resolveDir: fileURLToPath(new URL(`../src/${folder}`, import.meta.url))},
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: {js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);"},
    outfile,
  });
}
