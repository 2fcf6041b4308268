import fc from 'fast-check';
import {costIn} from '../../../src/cost/span-cost.js';
import type {UsageRecord} from '../../../src/measure/usage/usage.js';
import {at} from '../../builders/some-samples.js';
import {noUsage, someUsage} from '../../builders/some-usage.js';

const PRICES = {cpu: 1, memory: 0.1, currency: '$', source: 'the spec', date: undefined};
const SPAN = {from: at(10), to: at(46)}; // a hundredth of an hour

function dollarsOf(record: UsageRecord, span = SPAN, prices = PRICES) {
  const {usage, request, max} = costIn(record, span, prices).spent;
  return {usage: usage.dollars, request: request.dollars, max: max.dollars};
}

const dollars = (perHour: number) => expect.closeTo(perHour / 100, 10);

describe('the cost of a span', () => {
  it('is cores × price + GiB × price, of what is used and of what is reserved', () => {
    const record = someUsage({cores: () => 0.1, gib: () => 0.5, request: {cores: 0.2, gib: 1}});
    expect(dollarsOf(record)).toEqual({usage: dollars(0.15), request: dollars(0.3), max: dollars(0.3)});
  });

  it('adds up pods', () => {
    expect(dollarsOf(someUsage({}, {}))).toEqual({usage: dollars(0.3), request: dollars(0.6), max: dollars(0.6)});
  });

  it('takes the greater of both for each resource by itself, and for each pod', () => {
    const busy = {cores: () => 0.9, gib: () => 0.5, request: {cores: 0.2, gib: 1}};
    expect(dollarsOf(someUsage(busy)).max).toEqual(dollars(0.9 + 0.1));
    const idle = {cores: () => 0.1, gib: () => 3, request: {cores: 0.5, gib: 1}};
    expect(dollarsOf(someUsage(busy, idle)).max).toEqual(dollars(0.9 + 0.1 + 0.5 + 0.3));
  });

  it('takes the greater of both from moment to moment: a short burst is not hidden by the quiet around it', () => {
    const burst = {cores: (second: number) => (second === 20 ? 3.6 : 0), gib: () => 0, request: {cores: 0.1, gib: 0}};
    expect(dollarsOf(someUsage(burst))).toEqual({
      usage: dollars(0.1),
      request: dollars(0.1),
      max: dollars(0.1 + 3.5 / 36),
    });
  });

  it('counts reservations to the millisecond', () => {
    const record = someUsage({request: {cores: 1, gib: 0}});
    record.reservations[0] = {...record.reservations[0]!, from: at(10.001), to: at(28)};
    expect(dollarsOf(record).request).toBeCloseTo(17.999 / 3600, 12);
  });

  it('counts a pod that is still there, and none that came later', () => {
    const record = someUsage({request: {cores: 1, gib: 0}}, {request: {cores: 1, gib: 0}});
    record.reservations = [
      {...record.reservations[0]!, to: undefined},
      {...record.reservations[1]!, from: at(50), to: undefined},
    ];
    expect(dollarsOf(record).request).toEqual(dollars(1));
  });

  it('finds the pod of a container by its name where the UID isn’t known', () => {
    const record = someUsage({cores: () => 0.1, gib: () => 0, request: {cores: 0.2, gib: 0}});
    record.containers[0]!.podUid = undefined;
    expect(dollarsOf(record).max).toEqual(dollars(0.2));
  });
});

describe('usage that was not measured', () => {
  it('has no cost, and says why', () => {
    const {spent} = costIn(noUsage(), SPAN, PRICES);
    expect(spent.usage).toEqual({
      dollars: null,
      trouble: 'no usage was measured: the kubelet could not be reached',
    });
    expect(spent.max.dollars).toBeNull();
    expect(spent.request.dollars).toEqual(dollars(0.3));
  });

  it('has no cost below nine tenths', () => {
    const gap = someUsage({isRead: second => second < 20 || second > 30});
    gap.containers[0]!.samples = gap.containers[0]!.samples.filter(sample => sample.at <= at(20));
    const {spent, coverage} = costIn(gap, SPAN, PRICES);
    expect(coverage).toBeLessThan(0.9);
    expect(spent.usage.trouble).toMatch(/^only \d+% of the usage was measured, and 90% are needed$/);
    expect(spent.request.dollars).not.toBeNull();
  });

  it('counts like the rest above that', () => {
    const cut = someUsage({cores: () => 0.1, gib: () => 0.5});
    cut.containers[0]!.samples = cut.containers[0]!.samples.filter(sample => sample.at <= at(44));
    expect(costIn(cut, SPAN, PRICES).coverage).toBeCloseTo(34 / 36);
    expect(dollarsOf(cut).usage).toEqual(dollars(0.15));
  });

  it('has no cost in a span without a length', () => {
    const {spent, hours} = costIn(someUsage(), {from: at(1), to: at(1)}, PRICES);
    expect(hours).toBe(0);
    expect(spent.usage).toEqual({dollars: null, trouble: 'the phase was over at once'});
    expect(spent.request.dollars).toBeNull();
  });

  it('is no matter where the resource is free', () => {
    const {coverage} = costIn(someUsage(), SPAN, {...PRICES, memory: 0});
    expect(coverage).toBe(1);
  });

  it('says where no pod was seen', () => {
    const {spent} = costIn({...someUsage(), reservations: []}, SPAN, PRICES);
    expect(spent.request).toEqual({dollars: null, trouble: 'no pod was seen on a node'});
    expect(spent.max.dollars).toBeNull();
    expect(spent.usage.dollars).not.toBeNull();
  });
});

type Stories = {cores: number[]; gib: number; request: {cores: number; gib: number}}[];

describe('whatever pods use', () => {
  const pods = fc.array(
    fc.record({
      cores: fc.array(fc.double({min: 0, max: 4, noNaN: true}), {minLength: 131, maxLength: 131}),
      gib: fc.double({min: 0, max: 4, noNaN: true}),
      request: fc.record({
        cores: fc.double({min: 0, max: 2, noNaN: true}),
        gib: fc.double({min: 0, max: 2, noNaN: true}),
      }),
    }),
    {minLength: 1, maxLength: 3},
  );
  const recordOf = (stories: Stories): UsageRecord =>
    someUsage(
      ...stories.map(({cores, gib, request}) => ({
        cores: (second: number) => cores[second + 30]!,
        gib: () => gib,
        request,
      })),
    );

  it('costs as much in a span as in its two parts', () => {
    fc.assert(
      fc.property(pods, fc.double({min: 10.5, max: 45.5, noNaN: true}), (stories, cut) => {
        const record = recordOf(stories);
        const whole = dollarsOf(record);
        const parts = [dollarsOf(record, {from: at(10), to: at(cut)}), dollarsOf(record, {from: at(cut), to: at(46)})];
        for (const basis of ['usage', 'request', 'max'] as const)
          expect(parts[0]![basis]! + parts[1]![basis]!).toBeCloseTo(whole[basis]!, 9);
      }),
      {numRuns: 25},
    );
  });

  it('costs by max no less than by usage or by request, and no more than by both together', () => {
    fc.assert(
      fc.property(pods, stories => {
        const {usage, request, max} = dollarsOf(recordOf(stories));
        expect(max!).toBeGreaterThanOrEqual(Math.max(usage!, request!) - 1e-12);
        expect(max!).toBeLessThanOrEqual(usage! + request! + 1e-12);
      }),
      {numRuns: 25},
    );
  });
});
