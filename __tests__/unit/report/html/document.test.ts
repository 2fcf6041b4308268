import {createHash} from 'node:crypto';
import fc from 'fast-check';
import {renderHtml} from '../../../../src/report/html/document.js';
import type {Result} from '../../../../src/report/result-schema.js';
import {dearerAndRecovered} from '../../../builders/a-dearer-change.js';
import {aDiagnosis} from '../../../builders/a-diagnosis.js';
import {failingInThreeRepeats} from '../../../builders/a-failing-result.js';
import {aPhase} from '../../../builders/a-result.js';
import {aSeries} from '../../../builders/a-series.js';
import {passing, RESULT_SCENARIOS} from '../../../builders/result-scenarios.js';
import {hostileHtml} from './hostile-html.js';
import {namesIn} from './page-names.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');
const render = (result: Result): string => renderHtml(result, {sha256});

describe('report.html', () => {
  it('may load nothing and run nothing, and its only style is the one that its policy names', () => {
    const page = render(failingInThreeRepeats());
    const [, policy = ''] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page) ?? [];
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
    expect(policy).toBe(
      `default-src &#39;none&#39;; style-src &#39;sha256-${sha256(style)}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;`,
    );
    expect(page).not.toMatch(/<script|<link|<img|<iframe|\shref=|\ssrc=|\sstyle=|url\(|@import|\son\w+=/i);
  });

  it.each(Object.entries(RESULT_SCENARIOS))('is made of the tags of the report for %s', (_, scenario) => {
    expect([...namesIn(render(scenario())).tags]).not.toContain('script');
  });

  it('lets nothing from outside open a tag, an attribute or a script', () => {
    const harmless = namesIn(render(outside('two\nlines')));
    fc.assert(
      fc.property(hostileHtml(), text => {
        const {tags, attributes} = namesIn(render(outside(text)));
        expect([...tags].filter(name => !harmless.tags.has(name))).toEqual([]);
        expect([...attributes].filter(name => !harmless.attributes.has(name))).toEqual([]);
      }),
      {numRuns: 60},
    );
  });

  it('has all that report.md has: diagnosis, causes, right-sizing and the cost of the change', () => {
    const page = render({...dearerAndRecovered(), diagnoses: [aDiagnosis()]});
    const titles = [...page.matchAll(/<(?:h2|h3|summary)>([^<]+)</g)].map(([, title]) => title);
    expect(titles).toEqual(
      expect.arrayContaining([
        'Diagnosis',
        'Cost of the change',
        'Where the excess comes from',
        'Right-sizing: €17.5 per month could be saved',
      ]),
    );
    expect(page).toContain('<strong>Change:</strong> Keep the image on the nodes');
    expect(page.replace(/<style>.*?<\/style>/s, '')).not.toMatch(/\$\d/); // its currency is the euro
  });

  it('shows every part’s texts from outside as text', () => {
    const page = render(outside('<b>text</b>'));
    expect(page).not.toContain('<b>');
    const parts = page.split('<section').slice(1);
    expect(parts.filter(part => part.includes('&lt;b&gt;text')).length).toBe(parts.length);
  });

  it('says why further repeats were left out', () => {
    expect(render(withAllParts())).toContain('Repeat 3 breached a must. No further repeat could change the verdict.');
  });

  it('says the verdict and the reason first', () => {
    const page = render(failingInThreeRepeats());
    const [, title = ''] = /<h1>([\s\S]*?)<\/h1>/.exec(page) ?? [];
    expect(title.replace(/<[^>]*>/g, '')).toBe(
      'Fail:  pod-kill: the service had not recovered 60&nbsp;s after the fault in repeat 3 of 3; 30&nbsp;s is allowed',
    );
    expect(page.indexOf('<h1>')).toBeLessThan(page.indexOf('<h2>'));
  });

  it('shows the whole output of a build that failed, and no timeline of nothing', () => {
    const page = render(RESULT_SCENARIOS['error-before-measuring']!());
    expect(page).toContain('<pre><code>`docker build'.replace('`', '&#96;'));
    expect(page).not.toContain('<svg');
  });

  it('stays below 150 kB for a run of ten minutes', () => {
    const series = aSeries({from: 0, seconds: 600, outage: [100, 130]});
    const restless = {...series, p95: series.p95.map((_, second) => 3 + ((second * 7919) % 113))};
    expect(render({...failingInThreeRepeats(), series: restless}).length).toBeLessThan(150_000);
  });

  it('names every table, heads every column and every row', () => {
    const page = render(passing());
    const tables = page.match(/<table>/g) ?? [];
    expect(page.match(/role="region" aria-label="[^"]+"/g)).toHaveLength(tables.length);
    expect(page.match(/<th(?! scope="(?:col|row|rowgroup)")[^e]/g)).toBeNull();
  });

  it('gives the chart a text alternative', () => {
    const page = render(passing());
    const [, id = ''] = /role="img" aria-label="Timeline of the run" aria-describedby="([^"]+)"/.exec(page) ?? [];
    expect(page.match(new RegExp(`id="${id}"`, 'g'))).toHaveLength(1);
    expect(page).toContain('pod-kill: injected at 1:00');
  });
});

/** A result in which all that may come from outside is this text. */
function outside(text: string): Result {
  const result = withAllParts();
  const replaced = JSON.parse(
    JSON.stringify(result, (key, value) => (typeof value === 'string' && !OURS.has(key) ? text : value)),
  );
  const phases = result.phases.map((phase, index) => ({...replaced.phases[index], name: phase.name}));
  return {...replaced, phases, reasons: [text, `${text}:\nerror ${text}`, text], notices: [text]};
}

/** A result of which every part of the page is made. */
function withAllParts(): Result {
  const {reserved} = dearerAndRecovered();
  const result = failingInThreeRepeats();
  return {
    ...result,
    diagnoses: [aDiagnosis({seenIn: 2})],
    reserved,
    experiments: result.experiments.map(experiment => ({...experiment, stopped: 'repeat 3 breached a must'})),
    phases: [...result.phases, aPhase({name: 'settle', experiment: 'pod-kill', repeat: 3, from: 210, to: 225})],
  };
}

/** Keys whose values are words of our own, or the code of a histogram. */
const OURS = new Set([
  'verdict',
  'kind',
  'part',
  'bound',
  'unit',
  'grade',
  'level',
  'operator',
  'versus',
  'phase',
  'hdr',
  'multiplierOf',
  'startedAt',
  'metric',
  'severity',
  'action',
  'change',
]);
