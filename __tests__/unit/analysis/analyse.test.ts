import {decodeFromCompressedBase64} from 'hdr-histogram-js';
import {analyse, type Findings} from '../../../src/analysis/analyse.js';
import type {Finding, FindingPhase} from '../../../src/analysis/finding.js';
import {costOf} from '../../../src/cost/cost-figures.js';
import {aRepeat} from '../../builders/a-repeat.js';
import {aSpec, type SpecBuilder} from '../../builders/a-spec.js';
import {aWorkloadTimeline} from '../../builders/a-workload-timeline.js';
import {type MeasurementsStory, someMeasurements} from '../../builders/some-measurements.js';

function findingsOf(story: MeasurementsStory = {}, spec: SpecBuilder = aSpec()): Findings {
  const measurements = someMeasurements(story);
  return analyse(measurements, costOf(measurements, spec.build()), spec.build());
}

function find(findings: Findings, metric: string, phase: FindingPhase = 'impact'): Finding {
  const found = findings.findings.filter(finding => finding.metric === metric && finding.phase === phase);
  expect(found).toHaveLength(1);
  return found[0]!;
}

const outage = (from: number, to: number) => (second: number) =>
  second >= from && second < to ? ('refused' as const) : undefined;

/** A pod that was lost with the fault at second 30 and replaced. */
const podsBackAt = (second: number) =>
  aWorkloadTimeline({
    serving: [
      [30.1, 0],
      [second, 1],
    ],
    pods: {
      old: [
        [30, 'terminating'],
        [30.1, 'out-of-service'],
      ],
      new: [
        [30.2, 'created'],
        [second, 'in-service'],
      ],
    },
  });

describe('a pod kill with one replica', () => {
  const findings = findingsOf({answer: outage(30, 33), repeats: [aRepeat({workloads: [podsBackAt(32.8)]})]});

  it('recovers when the later of service and pods does', () => {
    expect(find(findings, 'recovery.service')).toMatchObject({value: 3, bound: '=', unit: 's', missing: []});
    expect(find(findings, 'recovery.pod').value).toBeCloseTo(2.8);
    expect(find(findings, 'recovery').value).toBe(3);
  });

  it('has an impact of its whole fault span, not of the time waited', () => {
    // 300 of the 1,010 requests from second 29.9 to 40.
    expect(find(findings, 'errors').value).toBeCloseTo((100 * 300) / 1010);
    expect(findings.repeats[0]?.impact).toEqual({from: expect.closeTo(29.9), to: 40});
  });

  it('has a p95 beyond any number', () => {
    expect(find(findings, 'latency.p95')).toMatchObject({value: 5000, bound: '>'});
    expect(find(findings, 'latency.p50').value).toBeCloseTo(17, 0);
  });

  it('is compared with a healthy baseline', () => {
    expect(find(findings, 'errors', 'baseline')).toMatchObject({value: 0, repeats: []});
    expect(find(findings, 'throughput', 'baseline').value).toBeCloseTo(100);
    expect(findings.steady).toMatchObject({errorRate: 0, maxErrorRate: 1});
  });

  it('says where the time went', () => {
    expect(findings.repeats[0]).toMatchObject({
      experiment: 'pod-kill',
      repeat: 1,
      injection: {requested: expect.closeTo(29.9), seen: 30, acknowledged: expect.closeTo(30.1)},
      pod: {workload: 'Deployment/checkout', split: {pod: 'new', longest: 'in service'}},
      inconclusive: [],
    });
    expect(find(findings, 'recovery.pod').advice).toMatch(/^the longest part of new's return/);
  });

  it('summarises each phase, request by request', () => {
    const names = findings.phases.map(({phase}) => phase);
    expect(names).toEqual(['warmup', 'baseline', 'fault', 'recover']);
    expect(findings.phases[2]).toMatchObject({
      experiment: 'pod-kill',
      repeat: 1,
      requests: 1010,
      outcomes: {ok: 710, refused: 300},
      p95: {value: 5000, bound: '>'},
      byRequest: [{label: 'GET /', requests: 1010}],
    });
  });

  it('does not ask a one-shot fault how the service copes with it', () => {
    expect(findings.findings.some(({metric}) => metric === 'recovery.adapt')).toBe(false);
  });
});

describe('phases', () => {
  it('carry their histograms, to be merged later', () => {
    const {hdr, outcomes} = findingsOf({answer: outage(30, 33)}).phases[2]!;
    const decoded = decodeFromCompressedBase64(hdr);
    expect(decoded.totalCount).toBe(outcomes.ok);
    expect(decoded.getValueAtPercentile(50)).toBeCloseTo(14_000, -2);
  });

  it('tell the requests of a mix apart', () => {
    const findings = findingsOf({
      requests: ['GET /a', 'GET /b'],
      answer: (second, index) => (second >= 30 && second < 40 && index % 2 === 1 ? 'timeout' : undefined),
    });
    const [a, b] = findings.phases[2]!.byRequest;
    expect(a).toMatchObject({label: 'GET /a', errors: {value: 0}});
    expect(b?.errors.value).toBeGreaterThan(98);
  });
});

describe('a lasting fault', () => {
  const lasting = aRepeat({injectedAt: 30, removedAt: 45});

  it('recovers from its removal, and adapts from its injection', () => {
    const findings = findingsOf({
      answer: second => (second >= 30 && second < 38 ? 400 : second >= 45 && second < 46 ? 'reset' : undefined),
      repeats: [lasting],
    });
    expect(find(findings, 'recovery.service').value).toBe(1);
    expect(find(findings, 'recovery.adapt').value).toBeCloseTo(8, 0);
  });

  it('was not coped with when it was slow to its end', () => {
    const findings = findingsOf({
      answer: second => (second >= 30 && second < 45 ? 400 : undefined),
      repeats: [lasting],
    });
    expect(find(findings, 'recovery.service').value).toBe(0);
    expect(find(findings, 'recovery.adapt')).toMatchObject({value: 15, bound: '>'});
  });

  it("can't show in less than a steady window whether it was coped with", () => {
    const findings = findingsOf({repeats: [aRepeat({injectedAt: 30, removedAt: 33})]});
    expect(find(findings, 'recovery.adapt')).toMatchObject({value: null, note: expect.stringMatching(/shorter than/)});
  });

  it("can't be recovered from where it was never removed", () => {
    const repeat = aRepeat({injectedAt: 30, removedAt: 45});
    repeat.fault.removedAt = undefined;
    expect(find(findingsOf({repeats: [repeat]}), 'recovery')).toMatchObject({
      value: null,
      note: 'the fault was never removed',
    });
  });
});

describe('a recovery', () => {
  it('counts at the deadline itself, though it holds only after it', () => {
    const findings = findingsOf({answer: outage(30, 50), repeats: [aRepeat({workloads: [podsBackAt(50)]})]});
    expect(find(findings, 'recovery')).toMatchObject({value: 20, bound: '='});
  });

  it('that comes after the deadline never came', () => {
    const findings = findingsOf({answer: outage(30, 50.5), repeats: [aRepeat({workloads: [podsBackAt(50.5)]})]});
    expect(find(findings, 'recovery.service')).toMatchObject({value: 20, bound: '>'});
    expect(find(findings, 'recovery.pod')).toMatchObject({value: 20, bound: '>'});
    expect(find(findings, 'recovery')).toMatchObject({value: 20, bound: '>'});
    expect(findings.repeats[0]?.impact.to).toBe(50);
  });

  it('never comes when the pods never do, and says how far they got', () => {
    const stuck = aWorkloadTimeline({serving: [[30.1, 0]], pods: {new: [[30.2, 'created']]}});
    const findings = findingsOf({repeats: [aRepeat({workloads: [stuck]})]});
    expect(find(findings, 'recovery.service').value).toBe(0);
    expect(find(findings, 'recovery')).toMatchObject({value: 20, bound: '>'});
    expect(find(findings, 'recovery').advice).toMatch(/^new got as far as "created": no node took the pod/);
  });

  it('is unknown when the observation ended too early', () => {
    const findings = findingsOf({repeats: [aRepeat({workloads: [podsBackAt(35)], observedUntil: 38, watchedFor: 5})]});
    expect(find(findings, 'recovery')).toMatchObject({
      value: null,
      missing: [expect.stringMatching(/recovery\.pod: the observation ended before Deployment\/checkout/)],
    });
  });

  it('is unknown when the load ended before it could hold', () => {
    const findings = findingsOf({answer: outage(30, 45.5), seconds: 50, repeats: [aRepeat({observedUntil: 50})]});
    expect(find(findings, 'recovery.service').note).toMatch(/^the observation ended before it was known/);
  });

  it('is unknown when what would show it was never sent', () => {
    const late = (second: number) => (second >= 42 && second < 43 ? ('unsent' as const) : undefined);
    const repeats = [aRepeat({observedUntil: 40})];
    const findings = findingsOf({answer: second => outage(30, 39)(second) ?? late(second), repeats});
    expect(find(findings, 'recovery.service').note).toBe(
      '100 requests that would show the recovery could not be sent in time',
    );
  });

  it('is unknown without pods to watch', () => {
    expect(find(findingsOf({repeats: [aRepeat({workloads: []})]}), 'recovery.pod').note).toBe('no pods were watched');
    const empty = aWorkloadTimeline({expected: 0});
    expect(find(findingsOf({repeats: [aRepeat({workloads: [empty]})]}), 'recovery').note).toBe(
      'recovery.pod: no pod of Deployment/checkout was in service before the fault',
    );
  });

  it('blames the service where the pods were back long before', () => {
    const findings = findingsOf({answer: outage(30, 40), repeats: [aRepeat({workloads: [podsBackAt(32)]})]});
    expect(find(findings, 'recovery').advice).toMatch(
      /^the pods were back in service after 2\.0 s, so what is slow is the service/,
    );
  });

  it('is that of the slowest workload', () => {
    const slow = {...podsBackAt(36), workload: 'StatefulSet/db'};
    const findings = findingsOf({repeats: [aRepeat({workloads: [podsBackAt(32), slow, aWorkloadTimeline()]})]});
    expect(find(findings, 'recovery.pod').value).toBe(6);
    expect(findings.repeats[0]?.pod.workload).toBe('StatefulSet/db');
  });
});

describe('repeats', () => {
  const twice = aSpec().withExperiments({repeat: 2});
  const second = {repeat: 2, injectedAt: 55};
  const twoOutages = (first: number, next: number) => (now: number) =>
    outage(30, 30 + first)(now) ?? outage(55, 55 + next)(now);

  it('are judged by the slowest, and pooled where they are ratios', () => {
    const findings = findingsOf({answer: twoOutages(2, 6), repeats: [aRepeat(), aRepeat(second)]}, twice);
    expect(find(findings, 'recovery')).toMatchObject({value: 6, repeats: [{value: 2}, {value: 6}]});
    expect(find(findings, 'errors').value).toBeCloseTo((100 * 800) / 2020);
    expect(find(findings, 'errors').repeats.map(({value}) => Math.round(value ?? 0))).toEqual([20, 59]);
  });

  it('that never recovered are the slowest, and enter no mean', () => {
    const findings = findingsOf(
      {answer: twoOutages(25, 1), repeats: [aRepeat({deadline: 12}), aRepeat(second)]},
      twice,
    );
    expect(find(findings, 'recovery')).toMatchObject({value: 12, bound: '>'});
  });

  it('that were not proven are left out and named', () => {
    const findings = findingsOf(
      {answer: twoOutages(2, 6), repeats: [aRepeat(), aRepeat({...second, proof: 'none'})]},
      twice,
    );
    const missing = ['repeat 2: the fault was not proven: no effect was seen'];
    expect(find(findings, 'recovery')).toMatchObject({value: 2, missing});
    expect(find(findings, 'errors')).toMatchObject({missing, repeats: [{bound: '='}, {value: null}]});
    expect(find(findings, 'errors').value).toBeCloseTo((100 * 200) / 1010);
    expect(findings.experiments).toEqual([{name: 'pod-kill', inconclusive: missing}]);
  });

  it('that share a reason give it once', () => {
    const reason = 'no steady state';
    const repeats = [aRepeat({inconclusive: [reason]}), aRepeat({...second, inconclusive: [reason]})];
    expect(findingsOf({repeats}, twice).experiments).toEqual([{name: 'pod-kill', inconclusive: [reason]}]);
  });

  it('that did not take place are missed', () => {
    expect(findingsOf({}, twice).experiments[0]?.inconclusive).toEqual(['only 1 of 2 repeats were run']);
    expect(findingsOf({repeats: []}).experiments[0]?.inconclusive).toEqual(['it was not run']);
    const failed = findingsOf({repeats: [], inconclusive: ['no steady state within 20 s']});
    expect(find(failed, 'recovery')).toMatchObject({value: null, note: 'no steady state within 20 s'});
  });

  it('that could not be loaded properly show no numbers of requests, but their pods', () => {
    const findings = findingsOf({
      answer: now => (now >= 35 && now < 36 ? 'unsent' : undefined),
      repeats: [aRepeat({workloads: [podsBackAt(33)]})],
    });
    const note = '100 requests could not be sent in time by the load generator';
    expect(find(findings, 'errors')).toMatchObject({value: null, note, missing: [note]});
    expect(find(findings, 'recovery.service')).toMatchObject({value: null, missing: [note]});
    expect(find(findings, 'recovery.pod').value).toBe(3);
    expect(findings.phases.find(({phase}) => phase === 'fault')?.trouble).toBe(note);
  });

  it('that left late are not judged by their requests', () => {
    const findings = findingsOf({
      answer: now => (now >= 30 && now < 45 ? {outcome: 'ok', latency: 90, lateness: 80} : undefined),
    });
    expect(find(findings, 'latency.p95').note).toMatch(/^requests left 80 ms late \(p99\)/);
    expect(findings.phases.find(({phase}) => phase === 'fault')?.lateness).toBeCloseTo(80, 0);
  });
});

describe('a baseline without a steady state', () => {
  it('leaves nothing to judge', () => {
    const findings = findingsOf({
      answer: second => (second < 25 && Math.round(second * 100) % 5 === 0 ? 'status' : undefined),
    });
    expect(findings.steady).toEqual({unhealthy: "20.0% of the baseline's requests failed, more than 5%"});
    expect(find(findings, 'recovery').value).toBeNull();
    expect(find(findings, 'errors', 'baseline').value).toBe(20);
    expect(findings.experiments[0]?.inconclusive).toEqual([
      "there was no steady state to compare with: 20.0% of the baseline's requests failed, more than 5%",
    ]);
  });
});

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

describe('the analysis', () => {
  it('says the same of the same measurements', () => {
    const story = {answer: outage(30, 33)};
    const spec = aSpec().withGate({must: ['latency.p95 <= +25% vs baseline', 'recovery <= 5s']});
    expect(findingsOf(story, spec)).toEqual(findingsOf(story, spec));
  });

  it('copes with a run that ended before its first experiment', () => {
    const measurements = {...someMeasurements(), experiments: []};
    const spec = aSpec()
      .withGate({must: ['recovery <= 5s']})
      .build();
    const findings = analyse(measurements, costOf(measurements, spec), spec);
    expect(findings.objectives[0]?.finding).toMatchObject({value: null, missing: ['it was not run']});
    expect(findings.phases.map(({phase}) => phase)).toEqual(['warmup', 'baseline']);
  });

  it('copes with a load that never began', () => {
    const findings = findingsOf({seconds: 0});
    expect(find(findings, 'errors')).toMatchObject({value: null});
    expect(find(findings, 'errors', 'baseline')).toMatchObject({value: null, note: 'the load ended 20.0 s too early'});
  });

  it('asks restarts of the worst repeat', () => {
    const crashing = aWorkloadTimeline({
      pods: {
        app: [
          [31, 'container-exited'],
          [34, 'container-exited'],
        ],
      },
    });
    expect(find(findingsOf({repeats: [aRepeat({workloads: [crashing]})]}), 'restarts')).toMatchObject({
      value: 2,
      unit: 'count',
    });
  });
});
