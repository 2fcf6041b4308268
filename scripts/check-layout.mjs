// Checks the layout's rules (.dependency-cruiser.cjs) on the value imports of src/. dependency-cruiser can't read TypeScript 7's
// syntax trees, so esbuild takes the types away first: with verbatimModuleSyntax, what is left is what runs.
// `node scripts/check-layout.mjs FOLDER` checks FOLDER/src instead.
import {readdirSync, rmSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {runNode} from './run-node.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = resolve(process.argv[2] ?? root);
const stripped = join(folder, 'build', 'layout');

rmSync(stripped, {recursive: true, force: true});
await build({
  absWorkingDir: folder,
  entryPoints: readdirSync(join(folder, 'src'), {recursive: true})
    .filter(file => file.endsWith('.ts'))
    .map(file => join('src', file)),
  outbase: '.',
  outdir: stripped,
  format: 'esm',
  logLevel: 'warning',
});

const rules = join(root, '.dependency-cruiser.cjs');
runNode(
  root,
  'dependency-cruiser/bin/dependency-cruise.mjs',
  ['--config', rules, '--output-type', 'err-long', 'src'],
  stripped,
);
