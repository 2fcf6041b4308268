// Builds dist/ from src/: one bundle that runs without node_modules, the same to the byte whenever it is repeated.
// tsc → esbuild of client-node alone → ncc → esbuild for white space; docs/adr/0003-the-bundle.md tells why.
// `npm run build -- --out DIR` builds elsewhere.
import {chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {build, transform} from 'esbuild';
import {bundleLicences} from './licences.mjs';
import {runNode} from './run-node.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const compiled = join(root, 'build', 'tsc');
const bundled = join(root, 'build', 'ncc');
const {values} = parseArgs({options: {out: {type: 'string', default: 'dist'}}});
const out = resolve(root, values.out);

/** The files that people and runners start: a line each, since three bundles would be three times as large. */
const ENTRIES = {
  'cli.js':
    "#!/usr/bin/env node\nimport {cli} from './index.js';\n\nprocess.exitCode = await cli(process.argv.slice(2));\n",
  'main.js': "import {main} from './index.js';\n\nawait main();\n",
  'post.js': "import {post} from './index.js';\n\nawait post();\n",
};
/** Bytes. */
const BUDGET = 6_000_000;

for (const folder of [compiled, bundled, out]) rmSync(folder, {recursive: true, force: true});
runNode(root, 'typescript/bin/tsc', ['-p', 'tsconfig.build.json', '--outDir', compiled]);
const inlined = await bundleClientNode();
runNode(root, '@vercel/ncc/dist/ncc/cli.js', [
  ...['build', join(compiled, 'src', 'index.js'), '--out', bundled],
  ...['--license', 'licenses.txt', '--target', 'es2022', '--no-cache', '--quiet'],
]);
await writeDist(inlined);
report();

/**
 * Replaces the one compiled file that imports client-node by a bundle of it: esbuild leaves out what isn't used, which ncc can't.
 * Gives the files that went into it.
 */
async function bundleClientNode() {
  const file = filesOf(join(compiled, 'src')).filter(path =>
    /from '@kubernetes\/client-node'/.test(readFileSync(path, 'utf8')),
  );
  if (file.length !== 1)
    throw new Error(`one file imports values of @kubernetes/client-node, not ${file.length}: ${file.join(', ')}`);
  const {metafile} = await build({
    absWorkingDir: root,
    entryPoints: file,
    outfile: file[0],
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['undici'],
    banner: {js: "import {createRequire} from 'node:module';\nconst require = createRequire(import.meta.url);"},
    metafile: true,
    logLevel: 'warning',
  });
  return Object.keys(metafile.inputs);
}

/** Keeps names and lines: a changed string is then a small diff of dist/. */
async function writeDist(inlinedFiles) {
  mkdirSync(out, {recursive: true});
  for (const path of filesOf(bundled)) {
    const name = path.slice(bundled.length + 1);
    if (!name.endsWith('.js')) continue;
    const {code} = await transform(readFileSync(path, 'utf8'), {
      minifyWhitespace: true,
      minifySyntax: true,
      lineLimit: 200,
      target: 'node20',
      format: 'esm',
      legalComments: 'none',
    });
    writeFileSync(join(out, name), code);
  }
  for (const [name, text] of Object.entries(ENTRIES)) {
    writeFileSync(join(out, name), text);
    chmodSync(join(out, name), text.startsWith('#!') ? 0o755 : 0o644);
  }
  writeFileSync(join(out, 'package.json'), '{"type": "module"}\n');
  writeFileSync(
    join(out, 'licenses.txt'),
    bundleLicences(readFileSync(join(bundled, 'licenses.txt'), 'utf8'), root, inlinedFiles),
  );
}

/** Prints what came out, and fails when it outgrows its budget. */
function report() {
  const sizes = filesOf(out).map(path => ({name: path.slice(out.length + 1), bytes: readFileSync(path).length}));
  const total = sizes.reduce((sum, {bytes}) => sum + bytes, 0);
  for (const {name, bytes} of sizes) console.log(`${(bytes / 1000).toFixed(1).padStart(9)} kB  ${name}`);
  console.log(`${(total / 1000).toFixed(1).padStart(9)} kB  in all, of ${BUDGET / 1000} kB`);
  if (total > BUDGET)
    throw new Error('dist/ is larger than its budget: see what was added, or raise BUDGET in scripts/build.mjs');
}

function filesOf(folder) {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}
