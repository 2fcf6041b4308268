import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const {forbidden} = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs')) as {
  forbidden: {name: string}[];
};
const FOLDERS = [
  'spec',
  'cluster',
  'deploy',
  'load',
  'chaos',
  'measure',
  'cost',
  'analysis',
  'gate',
  'report',
  'publish',
];
const TIMEOUT_MS = 60_000;

/** Below the project, so that its packages are found. */
let folder: string;

beforeEach(() => {
  mkdirSync(join(ROOT, 'build'), {recursive: true});
  folder = mkdtempSync(join(ROOT, 'build', 'layout-test-'));
  for (const path of [
    ...FOLDERS.map(name => `${name}/a`),
    'runtime/a',
    'sandbox/a',
    'commands/a',
    'failure',
    'pipeline',
    'index',
  ]) {
    add(`${path}.ts`, 'export const a = 1;\nexport type T = string;\n');
  }
});

afterEach(() => rmSync(folder, {recursive: true, force: true}));

describe('the rules of the layout', () => {
  it(
    'let types go everywhere, values leftwards, and each package where it belongs',
    () => {
      add(
        'gate/b.ts',
        "import {z} from 'zod';\nimport type {T} from '../publish/a.js';\nexport const b: T = String(z);\n",
      );
      add(
        'cluster/b.ts',
        valuesFrom('@kubernetes/client-node', 'undici', '../runtime/a.js', '../failure.js', '../spec/a.js'),
      );
      add('load/b.ts', valuesFrom('undici', 'node:worker_threads'));
      add('pipeline.ts', valuesFrom(...FOLDERS.map(name => `./${name}/a.js`)));
      add('sandbox/b.ts', valuesFrom('../runtime/a.js', '../cluster/a.js', '../failure.js'));
      add('commands/b.ts', valuesFrom('../pipeline.js', '../sandbox/a.js'));
      add('index.ts', valuesFrom('./commands/b.js', 'node:worker_threads'));

      expect(violatedRules()).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'each refuse what they are there for',
    () => {
      for (const [index, name] of FOLDERS.slice(0, -1).entries())
        add(`${name}/b.ts`, valuesFrom(`../${FOLDERS[index + 1]}/a.js`));
      add(
        'spec/c.ts',
        valuesFrom('./d.js', 'not-a-package', '@actions/core', '../pipeline.js', '../commands/a.js', '../index.js'),
      );
      add('spec/d.ts', valuesFrom('./c.js', '@kubernetes/client-node', 'undici', 'node:worker_threads'));
      add('gate/c.ts', valuesFrom('node:fs', '../failure.js'));
      add('runtime/b.ts', valuesFrom('../spec/a.js'));
      add('sandbox/b.ts', valuesFrom('../spec/a.js'));
      add('load/c.ts', valuesFrom('../sandbox/a.js'));
      add('failure.ts', valuesFrom('./cost/a.js'));
      add('elsewhere/a.ts', valuesFrom('zod'));

      expect(violatedRules()).toEqual(forbidden.map(rule => rule.name).sort());
    },
    TIMEOUT_MS,
  );
});

function valuesFrom(...modules: string[]): string {
  const imports = modules.map((module, index) => `import * as m${index} from '${module}';`);
  return `${imports.join('\n')}\nexport const a = [${modules.map((_, index) => `m${index}`).join(', ')}];\n`;
}

function add(path: string, text: string): void {
  const file = join(folder, 'src', path);
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, text);
}

function violatedRules(): string[] {
  const {stdout} = spawnSync(process.execPath, [join(ROOT, 'scripts', 'check-layout.mjs'), folder], {encoding: 'utf8'});
  expect(stdout).toMatch(/modules, \d+ dependencies cruised/);
  return [...new Set([...stdout.matchAll(/error ([a-z-]+):/g)].map(match => match[1] ?? ''))].sort();
}
