import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {RULES} from '../../../../src/analysis/diagnosis/rules/index.js';

describe('docs/diagnosis.md', () => {
  it('has a row for each rule, in the order in which they are asked', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../../docs/diagnosis.md'), 'utf8');
    const rows = [...text.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name);
    expect(rows).toEqual(RULES.map(({name}) => name));
  });
});
