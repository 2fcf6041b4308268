import {aRepeat} from '../../builders/a-repeat.js';
import {aWorkloadTimeline} from '../../builders/a-workload-timeline.js';
import {find, findingsOf, outage, podsBackAt} from './an-analysis.js';

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
    expect(find(findings, 'recovery.adapt')).toMatchObject({value: 10, bound: '>', hold: 5});
  });

  it('may have been coped with later than could show', () => {
    const findings = findingsOf({
      answer: second => (second >= 30 && second < 42 ? 400 : undefined),
      repeats: [lasting],
    });
    expect(find(findings, 'recovery.adapt')).toMatchObject({value: 10, bound: '>', hold: 5});
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

  it('that comes after the deadline is explained by where its time went', () => {
    const findings = findingsOf({repeats: [aRepeat({workloads: [podsBackAt(50.5)]})]});
    expect(find(findings, 'recovery').advice).toMatch(
      /^the longest part of new's return was "in service" with 20\.3 s/,
    );
  });

  it('that comes after the observation is explained by what was reached by the deadline', () => {
    const findings = findingsOf({repeats: [aRepeat({workloads: [podsBackAt(60)]})]});
    expect(find(findings, 'recovery').advice).toMatch(/^new got as far as "created": no node took the pod/);
  });

  it('that begins after the deadline came with no replacement until then', () => {
    const late = aWorkloadTimeline({
      serving: [[30.1, 0]],
      pods: {old: [[30, 'terminating']], new: [[51, 'created']]},
    });
    const findings = findingsOf({repeats: [aRepeat({workloads: [late]})]});
    expect(find(findings, 'recovery').advice).toMatch(
      /^no replacement of the lost pod of Deployment\/checkout came in time/,
    );
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

  it('lies between two moments where a gap of the watch hid when the pods came back', () => {
    const note = 'the pods came back between 1.0 s and 15.0 s: the API server could not be watched meanwhile';
    const findings = findingsOf({answer: outage(30, 32), repeats: [aRepeat({workloads: [podsBackAt(45, 31)]})]});
    expect(find(findings, 'recovery.pod')).toMatchObject({value: 15, bound: '=', earliest: 1, note});
    expect(find(findings, 'recovery.service')).toMatchObject({value: 2});
    expect(find(findings, 'recovery')).toMatchObject({value: 15, bound: '=', earliest: 2, note});
  });

  it('is that of the service where it came later than the pods in any case', () => {
    const findings = findingsOf({answer: outage(30, 46), repeats: [aRepeat({workloads: [podsBackAt(45, 31)]})]});
    expect(find(findings, 'recovery').value).toBe(16);
    expect(find(findings, 'recovery')).not.toHaveProperty('earliest');
  });

  it('took no less than that of another workload, whatever a gap hid', () => {
    const other = {...podsBackAt(42), workload: 'StatefulSet/db'};
    const findings = findingsOf({repeats: [aRepeat({workloads: [podsBackAt(45, 31), other]})]});
    expect(find(findings, 'recovery.pod')).toMatchObject({value: 15, earliest: 12});
  });

  it('is that of the slowest workload', () => {
    const slow = {...podsBackAt(36), workload: 'StatefulSet/db'};
    const findings = findingsOf({repeats: [aRepeat({workloads: [podsBackAt(32), slow, aWorkloadTimeline()]})]});
    expect(find(findings, 'recovery.pod').value).toBe(6);
    expect(findings.repeats[0]?.pod.workload).toBe('StatefulSet/db');
  });
});
