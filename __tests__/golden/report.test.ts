import {createHash} from 'node:crypto';
import {renderHtml} from '../../src/report/html/document.js';
import {renderMarkdown} from '../../src/report/markdown.js';
import {renderSummary} from '../../src/report/summary.js';
import {dearerAndRecovered} from '../builders/a-dearer-change.js';
import {failingInThreeRepeats} from '../builders/a-failing-result.js';
import {RESULT_SCENARIOS} from '../builders/result-scenarios.js';
import {expectGolden} from './golden-file.js';

const SCENARIOS = {...RESULT_SCENARIOS, 'cost-of-the-change': dearerAndRecovered};

describe('the texts that people read', () => {
  it.each(Object.entries(SCENARIOS))('report.md of %s', (name, scenario) => {
    expectGolden(`report/${name}.md`, renderMarkdown(scenario()));
  });

  it('report.md of a failure that is cut to 3,000 characters', () => {
    expectGolden('report/fail-three-repeats-cut.md', renderMarkdown(failingInThreeRepeats(), {limit: 3000}));
  });

  it.each(['fail-three-repeats', 'error-before-measuring'])('report.html of %s', name => {
    const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');
    expectGolden(`report/${name}.html`, renderHtml(RESULT_SCENARIOS[name]!(), {sha256}));
  });

  it.each(Object.entries(SCENARIOS))('the summary of %s', (name, scenario) => {
    const files = {report: 'chaos-cost-gate/report.md', result: 'chaos-cost-gate/result.json'};
    expectGolden(`summary/${name}.txt`, renderSummary(scenario(), {files}));
  });
});
