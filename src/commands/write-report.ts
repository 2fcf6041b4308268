import {createHash} from 'node:crypto';
import {mkdirSync, renameSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {renderHtml} from '../report/html/document.js';
import {renderMarkdown} from '../report/markdown.js';
import type {Result} from '../report/result-schema.js';

/** The paths of what was written. */
export interface ReportFiles {
  result: string;
  report: string;
  html: string;
}

/** Writes result.json, report.md and report.html into the folder, and returns their paths. A file is either whole or not there. */
export function writeReport(folder: string, result: Result): ReportFiles {
  mkdirSync(folder, {recursive: true});
  return {
    result: writeWhole(join(folder, 'result.json'), `${JSON.stringify(result, null, 2)}\n`),
    report: writeWhole(join(folder, 'report.md'), renderMarkdown(result)),
    html: writeWhole(join(folder, 'report.html'), renderHtml(result, {sha256})),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}

function writeWhole(file: string, text: string): string {
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
  return file;
}
