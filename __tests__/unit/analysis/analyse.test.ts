import {decodeFromCompressedBase64} from 'hdr-histogram-js';
import {analyse} from '../../../src/analysis/analyse.js';
import {costOf} from '../../../src/cost/cost-figures.js';
import {aRepeat} from '../../builders/a-repeat.js';
import {aSpec} from '../../builders/a-spec.js';
import {aWorkloadTimeline} from '../../builders/a-workload-timeline.js';
import {someMeasurements} from '../../builders/some-measurements.js';
import {find, findingsOf, outage, podsBackAt} from './an-analysis.js';

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
