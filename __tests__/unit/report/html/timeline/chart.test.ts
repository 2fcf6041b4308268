import {toHtml} from '../../../../../src/report/html/markup.js';
import {timelineChart} from '../../../../../src/report/html/timeline/chart.js';
import {clockText} from '../../../../../src/report/html/timeline/clock-text.js';
import {readouts} from '../../../../../src/report/html/timeline/readouts.js';
import type {Result} from '../../../../../src/report/result-schema.js';
import {aCost} from '../../../../builders/a-cost-result.js';
import {failingInThreeRepeats} from '../../../../builders/a-failing-result.js';
import {aSeries} from '../../../../builders/a-series.js';
import {passing} from '../../../../builders/result-scenarios.js';

const chart = (result: Result): string => toHtml(timelineChart(result, 'wide', 'words'));

describe('the timeline', () => {
  it('shades each fault from the beginning of its phase to its end', () => {
    // 15 s to 90 s of the run lie between 62 and 1110.
    const unit = (1110 - 62) / 75;
    const [, x, width] = /class="band" x="([\d.]+)" y="\d+" width="([\d.]+)"/.exec(chart(passing())) ?? [];
    expect(Number(x)).toBeCloseTo(62 + 45 * unit, 0);
    expect(Number(width)).toBeCloseTo(30 * unit, 0);
  });

  it('says how long each recovery took, and which never came', () => {
    expect(chart(passing())).toContain('>recovered in 11.6 s</text>');
    expect(chart(failingInThreeRepeats())).toContain('class="flag missed"');
  });

  it('names every phase of the run', () => {
    const titles = chart(failingInThreeRepeats()).match(/<g class="phase \w+"><title>[^<]+/g);
    expect(titles?.map(title => title.split('>').at(-1))).toEqual([
      'warm-up, 0:15 to 0:20',
      'baseline, 0:20 to 0:50',
      'fault 1, 1:00 to 1:30',
      'fault 2, 2:00 to 2:30',
      'fault 3, 3:00 to 3:30',
    ]);
  });

  it('draws latencies that differ more than tenfold on a logarithmic scale', () => {
    const series = aSeries();
    expect(chart({...passing(), series})).not.toContain('(logarithmic)');
    expect(chart({...passing(), series: {...series, p95: series.p95.map((_, t) => (t === 9 ? 200 : 5))}})).toContain(
      '(logarithmic)',
    );
  });

  it('marks where failures reach the percentile', () => {
    expect(chart(passing())).not.toContain('reached by failures');
    expect(chart(failingInThreeRepeats())).toContain('reached by failures');
  });

  it('shows costs in the currency of the prices', () => {
    const {prices} = aCost();
    const inPounds = chart({...passing(), cost: aCost({prices: {...prices, currency: 'GBP'}})});
    expect(inPounds).toMatch(/>GBP 0\.\d+<\/text>/);
    expect(inPounds).toMatch(/· GBP [\d.]+\/h</);
    expect(inPounds).not.toContain('$');
  });

  it('leaves out what was not measured', () => {
    const series = aSeries();
    const unknown = series.t.map(() => null);
    const text = chart({...passing(), series: {...series, ready: unknown, cost: unknown, costRequest: unknown}});
    expect(text).not.toContain('Pods in service');
    expect(text).not.toContain('Cost per hour');
    expect(text).toContain('Requests per second');
  });
});

describe('the numbers of a moment', () => {
  it('are those of the second', () => {
    expect(readouts(aSeries({seconds: 2}), 10)[1]).toEqual({
      from: 16,
      to: 17,
      lines: ['0:16 · 50 req/s', 'p95 9 ms · 2 pods · $0.0041/h'],
    });
  });

  it('are the worst of several seconds', () => {
    const series = aSeries({from: 0, seconds: 10, outage: [3, 5]});
    expect(readouts(series, 1)[0]?.lines).toEqual([
      '0:00–0:10 · ≤ 50 req/s · 100 failed',
      'p95 ≤ 10 ms · ≥ 1 pod · ≤ $0.0041/h',
    ]);
  });
});

describe('a moment', () => {
  it('is written like a clock’s', () => {
    expect([5, 59.6, 750, 3723].map(clockText)).toEqual(['0:05', '1:00', '12:30', '1:02:03']);
  });
});
