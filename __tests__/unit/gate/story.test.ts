import {analyse} from '../../../src/analysis/analyse.js';
import {costOf} from '../../../src/cost/cost-figures.js';
import {judge} from '../../../src/gate/judge.js';
import {aRepeat} from '../../builders/a-repeat.js';
import {aSpec} from '../../builders/a-spec.js';
import {aWorkloadTimeline} from '../../builders/a-workload-timeline.js';
import {type MeasurementsStory, someMeasurements} from '../../builders/some-measurements.js';

const spec = aSpec().withGate({
  must: ['recovery <= 5s', 'errors <= 20%', 'latency.p50 <= +300% vs baseline'],
  should: ['recovery <= 2s'],
});

function verdictOn(story: MeasurementsStory, of = spec) {
  const measurements = someMeasurements(story);
  return judge(analyse(measurements, costOf(measurements, of.build()), of.build()));
}

const outage = (seconds: number) => (second: number) =>
  second >= 30 && second < 30 + seconds ? ('refused' as const) : undefined;

describe('measurements, analysed and judged', () => {
  it('pass when the service shrugs the fault off', () => {
    expect(verdictOn({})).toMatchObject({verdict: 'pass', reasons: []});
  });

  it('pass at a low rate, too', () => {
    expect(verdictOn({rate: 10, seconds: 90})).toMatchObject({verdict: 'pass', reasons: []});
  });

  it('warn when it recovers more slowly than it should', () => {
    const lost = aWorkloadTimeline({
      serving: [
        [30.1, 0],
        [33, 1],
      ],
    });
    expect(verdictOn({answer: outage(1), repeats: [aRepeat({workloads: [lost]})]})).toMatchObject({
      verdict: 'warn',
      reasons: ['pod-kill: recovery took 3 s; the limit is 2 s'],
    });
  });

  it('fail when it never recovers', () => {
    const {verdict, reasons, objectives} = verdictOn({answer: outage(50)});
    expect(verdict).toBe('fail');
    expect(reasons[0]).toMatch(/^pod-kill: recovery did not come within its deadline of 20 s; the limit is 5 s/);
    expect(objectives.map(({verdict: own}) => own)).toEqual(['fail', 'fail', 'fail', 'warn']);
    expect(objectives.map(({observed}) => observed)).toEqual(['> 20 s', '99.502%', '> 5000 ms', '> 20 s']);
  });

  it('fail when requests fail fast, though each of them is quick', () => {
    const failingFast = (second: number) =>
      second >= 30 && second < 38 ? ({outcome: 'status', status: 503, latency: 1} as const) : undefined;
    expect(verdictOn({answer: failingFast}).objectives.map(({verdict: own}) => own)).toEqual([
      'fail',
      'fail',
      'fail',
      'warn',
    ]);
  });

  it('are inconclusive when the fault was not proven, with one reason', () => {
    expect(verdictOn({repeats: [aRepeat({proof: 'none'})]})).toMatchObject({
      verdict: 'inconclusive',
      reasons: ['pod-kill: the fault was not proven: no effect was seen'],
    });
  });

  it('are inconclusive when a repeat is missing and the others pass, and fail when they do not', () => {
    const twice = spec.withExperiments({repeat: 2});
    expect(verdictOn({}, twice)).toMatchObject({
      verdict: 'inconclusive',
      reasons: ['pod-kill: only 1 of 2 repeats were run'],
    });
    expect(verdictOn({answer: outage(8)}, twice).verdict).toBe('fail');
  });

  it('are inconclusive without a baseline to compare with', () => {
    const {verdict, reasons} = verdictOn({answer: second => (second < 25 ? 'status' : undefined)});
    expect(verdict).toBe('inconclusive');
    expect(reasons[0]).toMatch(/^pod-kill: there was no steady state to compare with/);
  });
});
