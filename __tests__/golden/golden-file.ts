import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

/** Expects the text to be what the file in `__tests__/golden/` holds; `UPDATE_GOLDEN=1` writes it instead, to be read in the diff. */
export function expectGolden(name: string, text: string): void {
  const file = join(dirname(fileURLToPath(import.meta.url)), name);
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(file), {recursive: true});
    writeFileSync(file, text);
  }
  expect(text).toBe(readFileSync(file, 'utf8'));
}
