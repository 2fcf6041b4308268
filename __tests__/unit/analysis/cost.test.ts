import {analyse, type Findings} from '../../../src/analysis/analyse.js';
import type {Finding, FindingPhase} from '../../../src/analysis/finding.js';
import {costOf} from '../../../src/cost/cost-figures.js';
import {judge} from '../../../src/gate/judge.js';
import {aRepeat} from '../../builders/a-repeat.js';
import {aSpec} from '../../builders/a-spec.js';
import {type MeasurementsStory, someMeasurements} from '../../builders/some-measurements.js';
import {noUsage, someUsage} from '../../builders/some-usage.js';

const PRICES = {cpu: 1, memory: 0.1};

function findingsOf(story: MeasurementsStory, must: string[] = []): Findings {
  const spec = {
    ...aSpec().withGate({must}).build(),
    cost: {prices: PRICES, incidentsPerMonth: 4, usage: 'auto' as const},
  };
  const measurements = someMeasurements(story);
  return analyse(measurements, costOf(measurements, spec), spec);
}

function find(findings: Findings, metric: string, phase: FindingPhase = 'impact'): Finding {
  const found = findings.findings.filter(finding => finding.metric === metric && finding.phase === phase);
  expect(found).toHaveLength(1);
  return found[0]!;
}

/** A lasting fault of 10 s that burns a core; idle takes 0.01 cores, the load 0.1. No memory is used. */
const burning = {
  idle: 20,
  repeats: [aRepeat({injectedAt: 30, removedAt: 40, observedUntil: 50})],
  usage: someUsage({
    cores: second => (second < 0 ? 0.01 : second >= 30 && second < 40 ? 1 : 0.1),
    gib: () => 0,
    request: {cores: 0.2, gib: 0},
  }),
};

describe('a fault that burns CPU', () => {
  const findings = findingsOf(burning);

  it('has an hourly cost in each phase', () => {
    expect(find(findings, 'cost.hourly.usage', 'idle')).toMatchObject({value: expect.closeTo(0.01), unit: '$/h'});
    expect(find(findings, 'cost.hourly.usage', 'baseline').value).toBeCloseTo(0.1);
    expect(find(findings, 'cost.hourly.usage', 'fault').value).toBeCloseTo(1, 1);
    // 20.1 s, 10 of them at a core.
    expect(find(findings, 'cost.hourly.usage').value).toBeCloseTo((10 + 1.01) / 20.1);
    expect(find(findings, 'cost.hourly.usage').missing).toEqual([]);
  });

  it('has a multiplier over the idle phase, by each basis', () => {
    expect(find(findings, 'cost.multiplier.usage').value).toBeCloseTo((10 + 0.01) / 10.1 / 0.01);
    expect(find(findings, 'cost.multiplier.request')).toMatchObject({value: expect.closeTo(1), unit: 'x'});
    expect(find(findings, 'cost.multiplier.max').value).toBeCloseTo((10 + 0.02) / 10.1 / 0.2);
    expect(findings.cost.multiplierOf).toBe('idle');
  });

  it('has an excess beyond the baseline, by usage and beyond the request', () => {
    expect(find(findings, 'cost.excess.usage').value).toBeCloseTo((10 * 0.9) / 3600);
    expect(find(findings, 'cost.excess.request').value).toBe(0);
    expect(find(findings, 'cost.excess.max').value).toBeCloseTo((10 * 0.8) / 3600);
  });

  it('has a price per million successful requests', () => {
    expect(find(findings, 'cost.perMillion.usage', 'baseline').value).toBeCloseTo(((0.1 / 3600) * 1e6) / 100);
    expect(find(findings, 'cost.perMillion.usage').value).toBeCloseTo(((11.01 / 3600) * 1e6) / 2010);
  });

  it('has a month of the baseline and of four such incidents', () => {
    expect(find(findings, 'cost.monthly.usage').value).toBeCloseTo(730 * 0.1 + (4 * 9) / 3600);
  });

  it('is summed up in one place', () => {
    expect(findings.cost).toMatchObject({
      prices: {...PRICES, source: 'the spec'},
      incidentsPerMonth: 4,
      source: 'kubelet',
      idle: {usage: expect.closeTo(0.01), request: expect.closeTo(0.2), coverage: 1},
      baseline: {max: expect.closeTo(0.2)},
      experiments: [{name: 'pod-kill', coverage: 1, usage: {excess: {above: expect.closeTo(0.0025)}}}],
      notes: [],
    });
  });
});

describe('objectives about cost', () => {
  it('fail where it costs too much, and say so in dollars', () => {
    const {objectives} = judge(
      findingsOf(burning, ['cost.hourly.usage <= $0.2/h during fault', 'cost.multiplier.usage <= 5x']),
    );
    expect(objectives.map(({verdict}) => verdict)).toEqual(['fail', 'fail']);
    expect(objectives[0]?.reason).toMatch(/^cost.hourly.usage during the fault was \$0.991\/h; the limit is \$0.2\/h/);
    expect(objectives[1]?.reason).toMatch(/^cost.multiplier.usage was 99.1x; the limit is 5x/);
  });

  it.each([
    ['cost.hourly.usage <= +400% during fault vs baseline', 'fail'],
    ['cost.hourly.usage <= +1200% during fault vs baseline', 'pass'],
    ['cost.hourly.usage <= +$0.5/h during fault vs baseline', 'fail'],
    ['cost.hourly.request <= +10% vs baseline', 'pass'],
    ['cost.hourly.usage <= +400% vs idle', 'fail'],
    ['cost.hourly.usage <= +2000% during recover vs idle', 'pass'],
  ])('%s: %s', (must, verdict) => {
    expect(judge(findingsOf(burning, [must])).objectives[0]).toMatchObject({verdict});
  });

  it('name what the change is from', () => {
    const {objectives} = judge(findingsOf(burning, ['cost.hourly.usage <= +400% during fault vs idle']));
    expect(objectives[0]?.reason).toMatch(/changed by \+[\d.]+%, from \$0.01\/h in the idle phase to \$0.991\/h/);
  });

  it('are not decided by a change from $0', () => {
    const free = {...burning, usage: someUsage({cores: second => (second < 25 ? 0 : 0.1), gib: () => 0})};
    const {objectives} = judge(findingsOf(free, ['cost.hourly.usage <= +400% vs baseline']));
    expect(objectives[0]).toMatchObject({verdict: 'inconclusive'});
    expect(objectives[0]?.reason).toContain('is $0 in the baseline: ask for a difference instead');
  });
});

describe('a cost that can’t be known', () => {
  it('is inconclusive where no usage was read, but not by request', () => {
    const findings = findingsOf({...burning, usage: noUsage()}, [
      'cost.hourly.usage <= $9/h',
      'cost.excess.max <= $9',
      'cost.hourly.request <= $9/h',
    ]);
    const {objectives} = judge(findings);
    expect(objectives.map(({verdict}) => verdict)).toEqual(['inconclusive', 'inconclusive', 'pass']);
    expect(objectives[0]?.reason).toBe(
      'cost.hourly.usage could not be measured: no usage was measured: the kubelet could not be reached',
    );
    expect(findings.cost.experiments[0]?.usage).toEqual({
      hourly: null,
      multiplier: null,
      excess: null,
      perMillion: null,
      monthly: null,
    });
  });

  it('has no multiple of nothing', () => {
    const usage = someUsage({gib: () => 0, request: {cores: 0, gib: 0}});
    const findings = findingsOf({...burning, usage});
    expect(find(findings, 'cost.multiplier.request')).toMatchObject({
      value: null,
      note: 'the cost in the idle phase was $0, since no pod requests anything that has a price, and $0 has no multiple',
    });
    expect(findings.cost.notes.join()).toContain('the pods request nothing that has a price');
  });

  it('takes the baseline where there was no idle phase', () => {
    const {idle: _, ...withoutIdle} = burning;
    const findings = findingsOf(withoutIdle, ['cost.hourly.usage <= $1/h during idle']);
    expect(findings.cost.multiplierOf).toBe('baseline');
    expect(find(findings, 'cost.multiplier.usage').value).toBeCloseTo((10.01 / 10.1) * 10);
    expect(find(findings, 'cost.hourly.usage', 'idle')).toMatchObject({value: null, note: 'there was no idle phase'});
  });

  it('is beyond any number per million where no request succeeded', () => {
    const answer = (second: number) => (second >= 29 ? ('refused' as const) : undefined);
    const findings = findingsOf({...burning, answer}, ['cost.perMillion.usage <= $1']);
    expect(find(findings, 'cost.perMillion.usage')).toMatchObject({bound: '>', note: 'no request succeeded'});
    expect(judge(findings).objectives[0]).toMatchObject({verdict: 'fail'});
  });

  it('is not judged in a repeat whose fault was not proven', () => {
    const repeats = [aRepeat({removedAt: 40, proof: 'none'})];
    const findings = findingsOf({...burning, repeats}, ['cost.excess.usage <= $9']);
    expect(judge(findings).objectives[0]).toMatchObject({verdict: 'inconclusive'});
    expect(find(findings, 'cost.hourly.usage', 'baseline').value).toBeCloseTo(0.1);
  });

  it('is not there for an experiment that was not run', () => {
    const findings = findingsOf({...burning, repeats: []}, ['cost.excess.usage <= $9']);
    expect(findings.objectives[0]?.finding).toMatchObject({value: null, missing: ['it was not run']});
    expect(findings.cost.experiments).toEqual([]);
  });
});

describe('several repeats', () => {
  const usage = someUsage({
    cores: second => (second >= 30 && second < 40 ? 1 : second >= 60 && second < 70 ? 2 : 0.1),
    gib: () => 0,
  });
  const repeats = [
    aRepeat({repeat: 1, injectedAt: 30, removedAt: 40, observedUntil: 50}),
    aRepeat({repeat: 2, injectedAt: 60, removedAt: 70, observedUntil: 80}),
  ];
  const findings = findingsOf({usage, repeats, seconds: 90});

  it('pool the rates and average the excess, with each repeat’s value shown', () => {
    const hourly = find(findings, 'cost.hourly.usage', 'fault');
    expect(hourly.value).toBeCloseTo((10 + 20 + 0.02) / 20.2);
    expect(hourly.repeats.map(({value}) => value)).toEqual([
      expect.closeTo(10.01 / 10.1),
      expect.closeTo(20.01 / 10.1),
    ]);
    const excess = find(findings, 'cost.excess.usage');
    expect(excess.value).toBeCloseTo((9 + 19) / 2 / 3600);
    expect(excess.repeats.map(({value}) => value)).toEqual([expect.closeTo(9 / 3600), expect.closeTo(19 / 3600)]);
  });
});

describe('the notes', () => {
  it('say why stress below the request costs nothing', () => {
    const usage = someUsage({
      cores: second => (second >= 30 && second < 40 ? 1 : 0.1),
      gib: () => 0,
      request: {cores: 2, gib: 0},
    });
    expect(findingsOf({...burning, usage}).cost.notes).toEqual([
      'in pod-kill, the stress stayed below what the pods request, so by request and by max it costs nothing: that capacity is paid for whether it is used or not',
    ]);
  });

  it('say when the rate was not back', () => {
    const usage = someUsage({cores: second => (second >= 30 ? 1 : 0.1), gib: () => 0});
    expect(findingsOf({...burning, usage}).cost.notes.join()).toContain(
      'in pod-kill, by usage and max, the rate was not back at the baseline’s when the observation ended',
    );
  });

  it('say when there is nothing but noise', () => {
    const usage = someUsage({cores: second => 0.1 + (second % 2) / 50, gib: () => 0, request: {cores: 1, gib: 0}});
    expect(findingsOf({...burning, usage}).cost.notes).toEqual([expect.stringContaining('no more than the noise')]);
  });

  it('hand on what went wrong with measuring', () => {
    expect(findingsOf({...burning, usage: noUsage()}).cost.notes).toEqual(['the kubelet could not be reached']);
  });
});
