import {extraAttemptsOf, firstAttemptsIn} from '../../../../src/cost/causes/attempts.js';
import {requestPrice} from '../../../../src/cost/causes/request-price.js';
import {at, someSamples} from '../../../builders/some-samples.js';
import {DEAR_NODE, noUsage, someUsage} from '../../../builders/some-usage.js';

const prices = {cpu: 3.6, memory: 1, source: 'the test', date: undefined, currency: '$'};
const spans = {idle: {from: at(-20), to: at(0)}, baseline: {from: at(5), to: at(25)}};
const usage = someUsage({cores: second => (second < 0 ? 0.05 : 0.15)});

describe('the price of a request', () => {
  it('is the CPU that the load adds to idleness, by attempt', () => {
    const price = requestPrice(usage, {...spans, attempts: 2000}, prices);
    expect(price).toEqual({dollars: expect.closeTo(0.001 * 0.001, 9)});
  });

  it('is that of the nodes on which the load adds it', () => {
    const dear = {cores: (second: number) => (second < 0 ? 0.05 : 0.15), node: 'node-dear'};
    const record = {...someUsage(dear, {cores: () => 1, node: 'node-1'}), nodeLabels: DEAR_NODE.nodeLabels};
    const price = requestPrice(record, {...spans, attempts: 2000}, {...prices, nodes: DEAR_NODE.pricesOver(prices)});
    expect(price).toEqual({dollars: expect.closeTo(0.001 * 0.01, 9)});
  });

  it.each([
    ['no idle phase was taken (phases.idle)', usage, {...spans, idle: undefined, attempts: 1}],
    ['no request arrived in the baseline', usage, {...spans, attempts: 0}],
    ['the baseline used no more CPU than the idle phase', someUsage(), {...spans, attempts: 1}],
    [
      'too little of the usage in the idle phase or the baseline was measured',
      {...noUsage(), containers: someUsage({from: -30, isRead: second => second < -25}).containers},
      {...spans, attempts: 1},
    ],
  ])('is not known where %s', (trouble, record, terms) => {
    expect(requestPrice(record, terms, prices)).toEqual({trouble});
  });
});

describe('attempts', () => {
  const samples = someSamples({
    rate: 10,
    seconds: 10,
    answer: (_, index) => (['refused', 'timeout', 'status', 'unsent', 10] as const)[index % 5]!,
  });

  it('arrived where there was a connection', () => {
    expect(firstAttemptsIn(samples, {from: at(1), to: at(3)})).toEqual({arrived: 12, failed: 8});
  });

  it('are counted in one of two spans that meet, and not beyond the load', () => {
    const {arrived} = firstAttemptsIn(samples, {from: at(0), to: at(99)});
    const halves = [
      {from: at(-5), to: at(3.3)},
      {from: at(3.3), to: at(10)},
    ].map(span => firstAttemptsIn(samples, span).arrived);
    expect(halves[0]! + halves[1]!).toBe(arrived);
    expect(arrived).toBe(60);
  });

  it('are the first ones alone where the clients don’t retry', () => {
    expect(extraAttemptsOf(samples)({from: at(0), to: at(10)})).toBe(0);
  });

  it('beyond the first are counted when they were made, where there was a connection', () => {
    // One request a second. Five attempts of the third arrived until it timed out after 5 s, none of the sixth, which was refused each
    // time, and two of the tenth.
    const few = someSamples({
      rate: 1,
      seconds: 10,
      answer: second => (second === 2 ? 'timeout' : second === 5 ? 'refused' : 10),
    });
    const arrived = Uint8Array.from(few.arrived);
    arrived[2] = 5;
    arrived[9] = 2;
    const extra = extraAttemptsOf({...few, arrived});
    const bySecond = Array.from({length: 10}, (_, second) => extra({from: at(second - 0.5), to: at(second + 0.5)}));
    expect(bySecond).toEqual([0, 0, 0, 1, 1, 1, 1, 0, 0, 1]);
    expect(firstAttemptsIn({...few, arrived}, {from: at(0), to: at(10)})).toEqual({arrived: 9, failed: 2});
  });
});
