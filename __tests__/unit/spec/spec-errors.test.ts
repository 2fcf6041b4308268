import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {loadSpec} from '../../../src/spec/load-spec.js';
import {expectGolden} from '../../golden/golden-file.js';
import {aSource} from './a-source.js';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'golden', 'spec-errors');
const names = readdirSync(FOLDER)
  .filter(file => file.endsWith('.yaml'))
  .map(file => file.replace('.yaml', ''));

function messageFor(text: string): string {
  try {
    loadSpec('gate.yaml', aSource(text));
  } catch (error) {
    return `${(error as Error).message}\n`;
  }
  return 'no problem\n';
}

describe('what people read about a broken spec', () => {
  it.each(names)('%s', name => {
    expectGolden(`spec-errors/${name}.txt`, messageFor(readFileSync(join(FOLDER, `${name}.yaml`), 'utf8')));
  });

  it('speaks of aliases that multiply', () => {
    const levels = Array.from(
      {length: 9},
      (_, level) =>
        `k${level}: &k${level} [${Array(9)
          .fill(level === 0 ? 'x' : `*k${level - 1}`)
          .join(', ')}]`,
    );

    expect(messageFor(levels.join('\n'))).toContain('aliases (*name) multiply to more than 100 copies');
  });

  it.each([['['.repeat(5_000)], ['- '.repeat(5_000)], ['{a: '.repeat(5_000)]])(
    'survives a nesting without end',
    text => {
      expect(messageFor(text)).toMatch(/^gate\.yaml:\d+:\d+ /);
    },
  );
});
