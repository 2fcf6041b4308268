import type {Reading} from '../../../src/analysis/finding.js';
import {measureWorst} from '../../../src/analysis/measure-metric.js';
import {aRepeat} from '../../builders/a-repeat.js';
import {aSpec} from '../../builders/a-spec.js';
import {find, findingsOf, outage, podsBackAt} from './an-analysis.js';

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

  it('took no less than any of them did at least', () => {
    const repeats = [
      aRepeat({workloads: [podsBackAt(45, 31)]}),
      aRepeat({...second, workloads: [podsBackAt(66)]}),
      aRepeat({...second, repeat: 3, workloads: [podsBackAt(68, 56)]}),
    ];
    expect(find(findingsOf({repeats}, twice), 'recovery.pod')).toMatchObject({value: 15, earliest: 11});
  });

  it('that never recovered are the slowest, and enter no mean', () => {
    const findings = findingsOf(
      {answer: twoOutages(25, 1), repeats: [aRepeat({deadline: 12}), aRepeat(second)]},
      twice,
    );
    expect(find(findings, 'recovery')).toMatchObject({value: 12, bound: '>'});
  });

  describe('in which it could only be seen for a while whether the service copes', () => {
    const seenFor = (value: number): Reading => ({value, bound: '>', hold: 5});
    const adaptedAfter = (value: number): Reading => ({value, bound: '='});
    const worstOf = (...readings: Reading[]) => {
      const repeats = readings.map((adapt, index) => ({adapt, excluded: [], measured: aRepeat({repeat: index + 1})}));
      const shared = {name: 'stress', lifecycle: 'lasting'} as const;
      return measureWorst('recovery.adapt', {...shared, repeats: repeats as never[], inconclusive: []});
    };

    it.each<[Reading[], Reading]>([
      [[seenFor(15.4), seenFor(16.3)], seenFor(16.3)],
      [[seenFor(16.3), seenFor(15.4)], seenFor(16.3)],
      [[adaptedAfter(15.4), seenFor(15.4)], seenFor(15.4)],
      [[seenFor(16.3), {value: 15, bound: '>'}], {value: 15, bound: '>'}],
    ])('are judged by the one that took longest for sure: %j', (readings, worst) => {
      expect(worstOf(...readings)).toMatchObject({...worst, missing: []});
    });

    it('hide none that it did cope with, and are named', () => {
      const missing = [
        'repeat 1: the service did not cope in the first 15.4 s, and whether it did later can’t be told: raise `for`',
      ];
      expect(worstOf(seenFor(15.4), adaptedAfter(16.2))).toMatchObject({...adaptedAfter(16.2), missing});
    });
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
