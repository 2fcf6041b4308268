import {mkdirSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {renderMarkdown} from '../report/markdown.js';
import type {Result} from '../report/result-schema.js';

/** The paths of what was written. */
export interface ReportFiles {
  result: string;
  report: string;
}

/** Writes result.json and report.md into the folder, and returns their paths. A file is either whole or not there. */
export function writeReport(folder: string, result: Result): ReportFiles {
  mkdirSync(folder, {recursive: true});
  return {
    result: writeWhole(join(folder, 'result.json'), `${JSON.stringify(result, null, 2)}\n`),
    report: writeWhole(join(folder, 'report.md'), renderMarkdown(result)),
  };
}

function writeWhole(file: string, text: string): string {
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
  return file;
}
