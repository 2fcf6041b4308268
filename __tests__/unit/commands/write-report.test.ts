import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {writeReport} from '../../../src/commands/write-report.js';
import {resultSchema} from '../../../src/report/result-schema.js';
import {passing} from '../../builders/result-scenarios.js';

describe('writeReport', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'write-report-'));
  afterAll(() => rmSync(scratch, {recursive: true, force: true}));

  it('writes the result and both reports whole, into a folder that it makes', () => {
    const folder = join(scratch, 'a', 'b');
    const files = writeReport(folder, passing());
    expect(readdirSync(folder).sort()).toEqual(['report.html', 'report.md', 'result.json']);
    expect(resultSchema.parse(JSON.parse(readFileSync(files.result, 'utf8')))).toEqual(passing());
    expect(readFileSync(files.report, 'utf8')).toMatch(/^## ✅ Pass/);
    expect(readFileSync(files.html, 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
  });
});
