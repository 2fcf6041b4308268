import {costOf} from '../../../src/cost/cost-figures.js';
import {aRepeat} from '../../builders/a-repeat.js';
import {aSpec} from '../../builders/a-spec.js';
import {someMeasurements} from '../../builders/some-measurements.js';
import {at} from '../../builders/some-samples.js';
import {someUsage} from '../../builders/some-usage.js';

const spec = {...aSpec().build(), cost: {prices: {cpu: 1, memory: 0.1}, incidentsPerMonth: 4, usage: 'auto' as const}};

describe('the cost of a run', () => {
  const usage = someUsage({cores: second => (second >= 30 && second < 40 ? 1 : 0.1), gib: () => 0});
  const repeats = [aRepeat({injectedAt: 30, removedAt: 40, observedUntil: 50})];
  const figures = costOf(someMeasurements({usage, repeats, idle: 20}), spec);
  const [repeat] = figures.experiments[0]!.repeats;

  it('is that of its phases', () => {
    expect(figures.idle?.hours).toBeCloseTo(20 / 3600);
    expect(figures.baseline.spent.usage.dollars).toBeCloseTo((20 * 0.1) / 3600);
    const {fault, recover, impact} = repeat!;
    expect(fault.spent.usage.dollars! + recover.spent.usage.dollars!).toBeCloseTo(impact.spent.usage.dollars!);
  });

  it('has windows of a second that add up to each phase', () => {
    const {windows, spent} = repeat!.impact;
    expect(windows.rates.usage).toHaveLength(20);
    const sum = windows.rates.usage.reduce<number>((total, rate) => total + rate!, 0);
    expect((sum * windows.seconds) / 3600).toBeCloseTo(spent.usage.dollars!);
  });

  it('has rates for every second of the idle phase and the load', () => {
    const {idle, usage: used, request} = figures.perSecond;
    expect(idle).toBe(20);
    expect(used).toHaveLength(100);
    expect(used[20 + 10]).toBeCloseTo(0.1);
    expect(used[20 + 35]).toBeCloseTo(1);
    expect(request[20 + 35]).toBeCloseTo(0.2 + 0.1);
  });

  it('has windows as long as the time over which metrics.k8s.io averages', () => {
    const measurements = someMeasurements({usage: {...usage, source: 'metrics-api'}, repeats});
    const averaged = costOf({...measurements, baseline: {...measurements.baseline, from: at(-5)}}, spec);
    expect(averaged.baseline.windows.rates.usage).toHaveLength(2);
    expect(averaged.experiments[0]?.repeats[0]?.excess.usage?.above).toBeGreaterThan(0);
  });

  it.each(['metrics-api', 'prometheus'] as const)('is not known by %s of phases shorter than 30 s', source => {
    const {baseline, experiments} = costOf(someMeasurements({usage: {...usage, source}, repeats}), spec);
    const trouble = `the phase took 20 s, and by ${source} only 30 s or more can be told from what is around them`;
    expect(baseline.spent).toMatchObject({usage: {dollars: null, trouble}, max: {dollars: null, trouble}});
    expect(baseline.spent.request.dollars).toBeGreaterThan(0);
    expect(experiments[0]?.repeats[0]?.excess.usage).toBeUndefined();
  });

  it('copes with a run without load or experiments', () => {
    const measurements = {...someMeasurements({seconds: 0, usage}), experiments: []};
    expect(costOf(measurements, spec)).toMatchObject({
      idle: undefined,
      experiments: [],
      perSecond: {usage: [], request: []},
    });
  });

  it('tells a pod that is there for longer than it is needed', () => {
    const more = someUsage({}, {from: 32, to: 45});
    const {excess} = costOf(someMeasurements({usage: more, repeats}), spec).experiments[0]!.repeats[0]!;
    expect(excess.request?.above).toBeCloseTo((13 * 0.3) / 3600);
    expect(excess.request?.isOver).toBe(true);
  });
});
