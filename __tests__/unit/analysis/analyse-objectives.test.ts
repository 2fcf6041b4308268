import {aSpec} from '../../builders/a-spec.js';
import type {MeasurementsStory} from '../../builders/some-measurements.js';
import {find, findingsOf, outage} from './an-analysis.js';

describe('objectives', () => {
  it("are the experiment's own, and the gate's on other metrics", () => {
    const spec = aSpec()
      .withGate({must: ['recovery <= 30s', 'errors <= 1%'], should: ['recovery <= 15s']})
      .withExperiments({must: ['errors <= 50%']}, {name: 'second'});
    const asked = findingsOf({}, spec).objectives.map(
      ({experiment, level, objective}) => `${experiment} ${level} ${objective.text}`,
    );
    expect(asked).toEqual([
      'pod-kill must errors <= 50%',
      'pod-kill must recovery <= 30s',
      'pod-kill should recovery <= 15s',
      'second must recovery <= 30s',
      'second must errors <= 1%',
      'second should recovery <= 15s',
    ]);
  });

  it('add what they ask for to the findings, once', () => {
    const spec = aSpec().withGate({
      must: ['latency.p90 <= 50ms during fault', 'errors <= 1%'],
      should: ['latency.p90 <= 20ms during fault'],
    });
    const findings = findingsOf({}, spec);
    expect(find(findings, 'latency.p90', 'fault').value).toBeCloseTo(18, 0);
    expect(find(findings, 'errors').value).toBe(0);
  });

  it('look where they say', () => {
    const spec = aSpec().withGate({
      must: [
        'errors <= 1% during baseline',
        'errors <= 1% during idle',
        'errors <= 1% during warmup',
        'errors <= 1% during recover',
      ],
    });
    const values = findingsOf({answer: outage(41, 42)}, spec).objectives.map(({finding}) => finding.value);
    expect(values).toEqual([0, null, 0, expect.closeTo(100 / 15)]);
  });

  it('on what is not measured have no value', () => {
    const {finding} = findingsOf({}, aSpec().withGate({must: ['coffee <= 5']})).objectives[0]!;
    expect(finding).toMatchObject({
      value: null,
      note: 'coffee is not measured',
      missing: ['coffee is not measured'],
    });
  });

  it('on availability need as many requests as their limit asks for', () => {
    const spec = aSpec().withGate({must: ['availability >= 99.99%']});
    expect(findingsOf({}, spec).objectives[0]?.finding.note).toMatch(/needs 100000 requests and there were 1010/);
    expect(findingsOf({answer: outage(30, 33)}, spec).objectives[0]?.finding.value).toBeCloseTo(70.3, 1);
  });
});

describe('relative objectives', () => {
  const vary = (factor: number) => (second: number, index: number) =>
    (20 + ((index * 7919) % 13)) * (second >= 29.9 && second < 40 ? factor : 1);
  const compare = (text: string, answer: MeasurementsStory['answer']) =>
    findingsOf({...(answer === undefined ? {} : {answer})}, aSpec().withGate({must: [text]})).objectives[0]!;

  it('come with the change from the baseline and its bounds', () => {
    const {comparison, finding} = compare('latency.p95 <= +25% vs baseline', vary(2));
    expect(finding.value).toBeCloseTo(64, 0);
    expect(comparison?.reference).toBeCloseTo(32, 0);
    expect(comparison?.estimate).toBeCloseTo(100, 0);
    expect(comparison?.lower).toBeGreaterThan(80);
    expect(comparison?.upper).toBeLessThan(120);
    expect(comparison?.confidence).toBe(99);
  });

  it('may be differences', () => {
    expect(compare('errors <= +1pp vs baseline', outage(30, 31)).comparison?.estimate).toBeCloseTo((100 * 100) / 1010);
    expect(compare('throughput >= -10% vs baseline', outage(30, 31)).comparison?.estimate).toBeCloseTo(-9.9, 1);
  });

  it('share their confidence between them (Holm)', () => {
    const spec = aSpec().withGate({must: ['latency.p95 <= +25% vs baseline', 'latency.p50 <= +200% vs baseline']});
    const [first, second] = findingsOf({answer: vary(2)}, spec).objectives;
    expect(first?.comparison?.confidence).toBeCloseTo(99.5);
    expect(second?.comparison?.confidence).toBe(99);
  });

  it('say how long it would take to decide', () => {
    const bumpy = (second: number, index: number) =>
      vary(1.02)(second, index) * (1 + 0.3 * Math.sin(Math.floor(second) * 1.7));
    const {comparison} = compare('latency.p50 <= +3% vs baseline', bumpy);
    expect(comparison?.decidedBy).toBeGreaterThan(20);
  });

  it.each([
    ['errors <= +50% vs baseline', /is 0 or nearly so in the baseline/],
    ['recovery <= +50% vs baseline', /can't be compared with the baseline/],
    ['errors <= +1pp vs idle', /this run has no idle to compare with/],
    ['latency.p99.9 <= +50% vs baseline', /p99.9 needs 10000 requests/],
  ])('%s has no comparison, and says why', (text, why) => {
    const {comparison, finding} = compare(text, undefined);
    expect(comparison).toBeUndefined();
    expect(finding.note).toMatch(why);
  });
});
