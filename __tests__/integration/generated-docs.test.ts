import {spawnSync} from 'node:child_process';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

describe('the generated documentation', () => {
  it('is what the code generates', () => {
    const {status, stderr} = spawnSync(process.execPath, [join(ROOT, 'scripts', 'generate.mjs'), '--check'], {
      encoding: 'utf8',
    });

    expect(stderr).toBe('');
    expect(status).toBe(0);
  }, 60_000);
});
