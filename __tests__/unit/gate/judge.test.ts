import {judge} from '../../../src/gate/judge.js';
import {anObjectiveFinding} from '../../builders/a-finding.js';
import {someFindings} from '../../builders/some-findings.js';

type Found = Parameters<typeof anObjectiveFinding>[1];

function result(text: string, found: Found) {
  return judge(someFindings([anObjectiveFinding(text, found)])).objectives[0]!;
}

const repeats = (...values: number[]) => values.map(value => ({value, bound: '=' as const}));

describe('the reason of an objective', () => {
  it.each<[string, Found, string]>([
    [
      'recovery <= 30s',
      {value: 41.2, repeats: repeats(12, 41.2, 9)},
      'recovery took 41.2 s in the slowest of 3 repeats; the limit is 30 s',
    ],
    ['recovery <= 30s', {value: 30.04, repeats: repeats(30.04)}, 'recovery took 30.04 s; the limit is 30 s'],
    [
      'recovery <= 30s',
      {value: 60, bound: '>', repeats: [...repeats(3), {value: 60, bound: '>'}], advice: 'new got as far as "created"'},
      'recovery did not come within its deadline of 60 s in repeat 2 of 2; the limit is 30 s; new got as far as "created"',
    ],
    [
      'recovery.adapt <= 5s',
      {value: 25.04, bound: '>', hold: 5},
      'the service did not cope in the first 25 s of the fault; the limit is 5 s',
    ],
    [
      'recovery.adapt <= 5s',
      {value: 30, bound: '>'},
      'recovery.adapt did not come within its deadline of 30 s; the limit is 5 s',
    ],
    ['latency.p95 <= 500ms', {value: 5000, bound: '>'}, 'latency.p95 was > 5000 ms; the limit is 500 ms'],
    ['errors <= 1% during fault', {value: 29.7}, 'errors during the fault were 29.7%; the limit is 1%'],
    ['errors < 1% during recover', {value: 29.7}, 'errors during recovery were 29.7%; the limit is less than 1%'],
    ['availability >= 99.9%', {value: 99.5}, 'availability was 99.5%; the limit is at least 99.9%'],
    [
      'restarts <= 0',
      {value: 2, repeats: repeats(0, 2)},
      'there were 2 restarts in the worst of 2 repeats; the limit is 0',
    ],
    [
      'latency.p95 <= +25% vs baseline',
      {value: 141, comparison: {estimate: 41, lower: 30.2, upper: 52}},
      'latency.p95 changed by +41%, from 100 ms in the baseline to 141 ms (99% interval +30.2% to +52%); the limit is +25% vs baseline',
    ],
  ])('of %s with %j says what was seen', (text, found, reason) => {
    expect(result(text, found)).toMatchObject({verdict: 'fail', reason});
  });

  it('of one that was kept says so as well', () => {
    expect(result('recovery <= 30s', {value: 12.34})).toMatchObject({
      verdict: 'pass',
      observed: '12.3 s',
      limit: '<= 30 s',
      reason: 'recovery took 12.3 s; the limit is 30 s',
    });
  });

  it.each<[string, Found, string]>([
    [
      'latency.p99 <= 1ms',
      {value: null, note: 'p99 needs 1000 requests'},
      'latency.p99 could not be measured: p99 needs 1000 requests',
    ],
    [
      'errors <= 1%',
      {value: 0.5, missing: ['repeat 2: the fault was not proven']},
      'errors were 0.5%; the limit is 1%, but not everything could be measured: repeat 2: the fault was not proven',
    ],
    [
      'latency.p95 <= +25% vs baseline',
      {value: 120, comparison: {estimate: 20, lower: -10, upper: 50, decidedBy: 240}},
      'latency.p95 changed by +20%, from 100 ms in the baseline to 120 ms (99% interval -10% to +50%); the limit is +25% vs baseline, but the interval is too wide to tell; phases of about 240 s would decide',
    ],
    [
      'latency.p95 <= +10% vs baseline',
      {value: 107, comparison: {estimate: 7, lower: 6, upper: 15, worstEstimate: 14, splitByLateness: true}},
      'latency.p95 changed by +7%, from 100 ms in the baseline to 107 ms (99% interval +6% to +15%); the limit is +10% vs baseline, but it lies between the change with and the change without what requests were late by, and longer phases would not tell: the machine of the load generator has too much to do',
    ],
    [
      'recovery.adapt <= 18s',
      {value: 15.04, bound: '>', hold: 5},
      'the service did not cope in the first 15 s of the fault; the limit is 18 s, but to be seen it has to hold for 5 s before the fault ends: raise `for` to 23 s',
    ],
    [
      'errors <= +1pp vs baseline',
      {value: 1, note: 'in the baseline: there were no requests'},
      'errors were 1%; the limit is +1 pp vs baseline, but in the baseline: there were no requests',
    ],
    [
      'latency.p95 <= 10000ms',
      {value: 5000, bound: '>'},
      'latency.p95 was > 5000 ms; the limit is 10000 ms, but how far it went beyond 5000 ms is not known: raise load.timeout above 10000 ms',
    ],
  ])('of %s with %j says why it is not known', (text, found, reason) => {
    expect(result(text, found)).toMatchObject({verdict: 'inconclusive', reason});
  });

  it('shows what could not be measured as such', () => {
    expect(result('errors <= 1%', {value: null, note: 'there were no requests'}).observed).toBe('not measured');
    expect(result('latency.p95 <= 1ms', {value: 5000, bound: '>'}).observed).toBe('> 5000 ms');
  });
});

describe('the verdict', () => {
  const kept = anObjectiveFinding('errors <= 1%', {value: 0});
  const breached = anObjectiveFinding('recovery <= 30s', {value: 40});
  const warned = anObjectiveFinding('recovery <= 15s', {value: 40, level: 'should'});
  const unknown = anObjectiveFinding('latency.p99 <= 1ms', {value: null, note: 'too few'});
  const unknownShould = anObjectiveFinding('latency.p99 <= 1ms', {value: null, note: 'too few', level: 'should'});
  const verdictOf = (...objectives: (typeof kept)[]) => judge(someFindings(objectives)).verdict;

  it('is the first that occurs of fail, inconclusive, warn and pass', () => {
    expect(verdictOf(kept, warned, unknown, breached)).toBe('fail');
    expect(verdictOf(kept, warned, unknown)).toBe('inconclusive');
    expect(verdictOf(kept, warned)).toBe('warn');
    expect(verdictOf(kept)).toBe('pass');
  });

  it('is no more than a warning where a should is breached or unknown', () => {
    const {verdict, objectives} = judge(someFindings([kept, unknownShould]));
    expect(verdict).toBe('warn');
    expect(objectives[1]?.verdict).toBe('inconclusive');
  });

  it('lists every reason with its experiment, worst first', () => {
    const second = anObjectiveFinding('errors <= 1%', {value: 3, experiment: 'cpu-hog'});
    const verdict = judge(someFindings([kept, warned, unknown, breached, second]));
    expect(verdict.reasons).toEqual([
      'pod-kill: recovery took 40 s; the limit is 30 s',
      'cpu-hog: errors were 3%; the limit is 1%',
      'pod-kill: latency.p99 could not be measured: too few',
      'pod-kill: recovery took 40 s; the limit is 15 s',
    ]);
    expect(verdict.experiments.map(({name, verdict: own}) => [name, own])).toEqual([
      ['pod-kill', 'fail'],
      ['cpu-hog', 'fail'],
    ]);
    expect(verdict.experiments[1]?.reasons).toEqual(['errors were 3%; the limit is 1%']);
  });

  it('of an experiment without objectives is a pass, unless it could not be judged', () => {
    expect(judge(someFindings([], [{name: 'a', inconclusive: []}]))).toMatchObject({verdict: 'pass', reasons: []});
    expect(judge(someFindings([], [{name: 'a', inconclusive: ['the fault was not proven']}]))).toMatchObject({
      verdict: 'inconclusive',
      reasons: ['a: the fault was not proven'],
      experiments: [{name: 'a', verdict: 'inconclusive'}],
    });
  });

  it('gives the reason of an experiment once, not for each of its objectives', () => {
    const inconclusive = ['the fault was not proven'];
    const lost = (text: string) =>
      anObjectiveFinding(text, {value: null, note: inconclusive[0]!, missing: inconclusive});
    const verdict = judge(
      someFindings([lost('errors <= 1%'), lost('recovery <= 3s')], [{name: 'pod-kill', inconclusive}]),
    );
    expect(verdict.reasons).toEqual(['pod-kill: the fault was not proven']);
    expect(verdict.objectives.map(({verdict: own}) => own)).toEqual(['inconclusive', 'inconclusive']);
  });

  it('is still a fail when one good repeat breached and another is missing', () => {
    const inconclusive = ['repeat 2: the fault was not proven'];
    const one = anObjectiveFinding('recovery <= 30s', {value: 40, missing: inconclusive});
    const verdict = judge(someFindings([one], [{name: 'pod-kill', inconclusive}]));
    expect(verdict.verdict).toBe('fail');
    expect(verdict.reasons).toEqual([
      'pod-kill: recovery took 40 s; the limit is 30 s',
      `pod-kill: ${inconclusive[0]}`,
    ]);
  });
});
