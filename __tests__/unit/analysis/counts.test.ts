import {availability, errorRate, restarts, serverErrorRate, throughput} from '../../../src/analysis/counts.js';
import {tallyRequests} from '../../../src/analysis/tally.js';
import type {PodEventKind} from '../../../src/measure/timeline.js';
import {aWorkloadTimeline} from '../../builders/a-workload-timeline.js';
import {type Answer, at, someSamples} from '../../builders/some-samples.js';

/** Ten seconds of 100 requests each, of which every `nth` ends badly. */
function everyNth(nth: number, bad: Answer, seconds = 10) {
  const samples = someSamples({seconds, answer: (_, index) => (index % nth === 0 ? bad : 10)});
  return tallyRequests(samples, [{from: at(0), to: at(seconds)}]);
}

const RATE = {rate: 100};

describe('rates', () => {
  it('count any outcome but ok as an error', () => {
    expect(errorRate(everyNth(10, 'timeout'), RATE)).toEqual({value: 10, bound: '='});
    expect(errorRate(everyNth(10, {outcome: 'status', status: 404}), RATE)).toEqual({value: 10, bound: '='});
  });

  it('count answers of 500 and more apart', () => {
    expect(serverErrorRate(everyNth(10, {outcome: 'status', status: 503}), RATE)).toEqual({value: 10, bound: '='});
    expect(serverErrorRate(everyNth(10, {outcome: 'status', status: 404}), RATE)).toEqual({value: 0, bound: '='});
    expect(serverErrorRate(everyNth(10, 'refused'), RATE)).toEqual({value: 0, bound: '='});
  });

  it('leave out what was never sent', () => {
    const tally = everyNth(10, 'unsent');
    expect(tally).toMatchObject({requests: 900, unsent: 100, failed: 0});
    expect(errorRate(tally, RATE)).toEqual({value: 0, bound: '='});
  });

  it('need 100 requests', () => {
    expect(errorRate(everyNth(1000, 'reset', 0.99), RATE)).toEqual({
      value: null,
      bound: '=',
      note: 'an error rate needs 100 requests and there were 99; 1 s at 100 requests per second would be enough',
    });
  });

  it('show with fewer a breach that would remain one with more', () => {
    expect(errorRate(everyNth(25, 'reset', 0.5), {rate: 100, limit: 1})).toEqual({value: 4, bound: '='});
    expect(errorRate(everyNth(25, 'reset', 0.5), {rate: 100, limit: 3}).value).toBeNull();
  });

  it('are null, never 0, without requests', () => {
    const nothing = {value: null, bound: '=', note: 'there were no requests'};
    const tally = everyNth(10, 'reset', 0);
    expect(errorRate(tally, RATE)).toEqual(nothing);
    expect(errorRate(tally, {...RATE, limit: 0})).toEqual(nothing);
    expect(serverErrorRate(tally, RATE)).toEqual(nothing);
    expect(availability(tally, {...RATE, limit: 100})).toEqual(nothing);
    expect(throughput(tally)).toEqual(nothing);
  });
});

describe('availability', () => {
  it('is what errors leave', () => {
    expect(availability(everyNth(10, 'reset'), RATE)).toEqual({value: 90, bound: '='});
  });

  it('needs more requests the more is asked for', () => {
    expect(availability(everyNth(5000, 10, 30), {rate: 100, limit: 99.99})).toEqual({
      value: null,
      bound: '=',
      note: 'an availability of 99.99% needs 100000 requests and there were 3000; 1000 s at 100 requests per second would be enough',
    });
    expect(availability(everyNth(5000, 10, 100), {rate: 100, limit: 99.9})).toEqual({value: 100, bound: '='});
  });

  it('shows a breach with fewer when the rest could not mend it', () => {
    expect(availability(everyNth(100, 'reset', 30), {rate: 100, limit: 99.99}).value).toBeCloseTo(99);
    expect(availability(everyNth(400, 'reset', 30), {rate: 100, limit: 99.99}).value).toBeNull();
  });

  it('of 100% can be refuted, never shown', () => {
    expect(availability(everyNth(5000, 10), {rate: 100, limit: 100}).note).toMatch(/ask for errors <= 0% instead/);
    expect(availability(everyNth(900, 'reset'), {rate: 100, limit: 100}).value).toBeCloseTo(99.8);
  });
});

describe('throughput', () => {
  it('is the successful answers in a second', () => {
    expect(throughput(everyNth(4, 'reset'))).toEqual({value: 75, bound: '='});
  });
});

describe('restarts', () => {
  const span = {from: at(30), to: at(50)};
  const count = (...pods: [number, PodEventKind][][]) =>
    restarts(
      [aWorkloadTimeline({pods: Object.fromEntries(pods.map((events, index) => [`pod-${index}`, events]))})],
      span,
    );

  it('are the containers that ended within the span and stayed in their pod', () => {
    expect(
      count(
        [
          [31, 'container-exited'],
          [40, 'container-exited'],
        ],
        [[45, 'container-exited']],
      ),
    ).toEqual({value: 3, bound: '='});
    expect(
      count([
        [20, 'container-exited'],
        [60, 'container-exited'],
      ]),
    ).toEqual({value: 0, bound: '='});
  });

  it('are not the containers of deleted pods', () => {
    expect(
      count([
        [31, 'terminating'],
        [32, 'container-exited'],
        [33, 'gone'],
      ]),
    ).toEqual({value: 0, bound: '='});
    expect(count([[31, 'gone']])).toEqual({value: 0, bound: '='});
  });

  it('are unknown without pods', () => {
    expect(restarts([], span)).toEqual({value: null, bound: '=', note: 'no pods were watched'});
  });
});
