// Writes what follows from the code: the spec's and the metrics' tables, the two JSON Schemas, and the action's tables in README.md.
// `npm run generate -- --check` writes nothing and fails when one of them is not current.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {parseArgs} from 'node:util';
import {build} from 'esbuild';
import {parse} from 'yaml';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const {values} = parseArgs({options: {check: {type: 'boolean', default: false}}});

const {specMarkdown, metricsMarkdown, specJsonSchema, resultJsonSchema} = await loadSources();
const generated = {
  'docs/spec.md': page(
    'The spec',
    'Every key of the YAML file that `--spec` names. Editors check it with [spec.schema.json](spec.schema.json); a key that is not here is refused.',
    specMarkdown(),
  ),
  'docs/metrics.md': page(
    'The metrics',
    'What `must` and `should` can limit, as `METRIC OP VALUE [during PHASE] [vs baseline|idle|base]`. Without `during`, an objective covers the fault and what the recovery took. A sign makes the value a change: `+25%`, `+50ms`, `+1pp`. How costs are counted, and by which prices: [cost.md](cost.md).',
    metricsMarkdown(),
  ),
  'docs/spec.schema.json': `${JSON.stringify(specJsonSchema(), null, 2)}\n`,
  'docs/result.schema.json': `${JSON.stringify(resultJsonSchema(), null, 2)}\n`,
  'README.md': withActionTables(readFileSync(join(root, 'README.md'), 'utf8')),
};

if (values.check) check();
else write();

/** The sources are TypeScript: esbuild makes one module of the functions needed, and leaves packages where they are. */
async function loadSources() {
  const outfile = join(root, 'build', 'generate.mjs');
  await build({
    absWorkingDir: root,
    stdin: {
      resolveDir: root,
      contents: `
        export {specMarkdown, metricsMarkdown} from './src/spec/describe.ts';
        export {specJsonSchema} from './src/spec/json-schema.ts';
        export {resultJsonSchema} from './src/report/result-schema.ts';`,
    },
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}

function page(title, introduction, table) {
  return `<!-- Written by \`npm run generate\`. -->\n\n# ${title}\n\n${introduction}\n\n${table.trimEnd()}\n`;
}

/** The tables of inputs and outputs between their marks, from action.yml. */
function withActionTables(readme) {
  const {inputs, outputs} = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
  const row = cells => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const table = (titles, rows) => [row(titles), row(titles.map(() => '---')), ...rows.map(row)].join('\n');
  const defaultOf = ({default: value}) => (value === undefined ? '–' : `\`${value}\``);
  const tables = [
    table(
      ['Input', 'Default', 'Meaning'],
      Object.entries(inputs).map(([name, input]) => [`\`${name}\``, defaultOf(input), input.description]),
    ),
    table(
      ['Output', 'Meaning'],
      Object.entries(outputs).map(([name, output]) => [`\`${name}\``, output.description]),
    ),
  ];
  const marked = /(<!-- action: written by `npm run generate` -->\n)[\s\S]*?(\n<!-- \/action -->)/;
  if (!marked.test(readme)) throw new Error('README.md has lost the marks of the action’s tables');
  return readme.replace(marked, (_, before, after) => `${before}${tables.join('\n\n')}${after}`);
}

function write() {
  mkdirSync(join(root, 'docs'), {recursive: true});
  for (const [file, text] of Object.entries(generated)) {
    writeFileSync(join(root, file), text);
    console.log(`wrote ${file}`);
  }
}

function check() {
  const stale = Object.keys(generated).filter(file => readOrNothing(join(root, file)) !== generated[file]);
  if (stale.length === 0) return;
  console.error(`Not current: ${stale.join(', ')}. Run \`npm run generate\` and commit what it writes.`);
  process.exitCode = 1;
}

function readOrNothing(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
