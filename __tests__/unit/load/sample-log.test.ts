import {sampleLog} from '../../../src/load/sample-log.js';
import {aLoadPlan} from '../../builders/a-load-plan.js';
import {aSampleBatch} from '../../builders/a-sample-batch.js';

const aLog = (capacity?: number) => sampleLog(aLoadPlan('http://127.0.0.1:1'), 1_000, capacity);

describe('sampleLog', () => {
  it('carries what the plan says', () => {
    expect(aLog().samples).toMatchObject({
      rate: 100,
      timeout: 1_000,
      startAt: 1_000,
      count: 0,
      settled: 0,
      requests: ['GET /'],
    });
  });

  it('stores each request at its place in the schedule', () => {
    const {samples, add} = aLog();
    add(aSampleBatch(3, [{index: 2, outcome: 'status', latency: 12.5, lateness: 0.5, status: 503, request: 1}]));
    expect(samples.outcomes[samples.outcome[2]!]).toBe('status');
    expect([samples.latency[2], samples.lateness[2], samples.status[2], samples.request[2]]).toEqual([
      12.5, 0.5, 503, 1,
    ]);
    expect(samples.outcomes[samples.outcome[0]!]).toBe('pending');
  });

  it('is settled up to the first request that is still under way', () => {
    const {samples, add} = aLog();
    const settled = [[0], [2], [3], [1]].map(([index]) => {
      add(aSampleBatch(5, [{index: index!}]));
      return samples.settled;
    });
    expect(settled).toEqual([1, 1, 1, 4]);
    expect(samples.count).toBe(5);
  });

  it('counts requests that are only scheduled', () => {
    const {samples, add} = aLog();
    add(aSampleBatch(40, []));
    expect([samples.count, samples.settled]).toEqual([40, 0]);
  });

  it('grows without losing anything', () => {
    const {samples, add} = aLog(4);
    for (let index = 0; index < 1_000; index++)
      add(aSampleBatch(index + 1, [{index, latency: index, status: 200 + (index % 7)}]));
    expect(samples.settled).toBe(1_000);
    expect(Array.from(samples.latency.slice(0, 1_000))).toEqual(Array.from({length: 1_000}, (_, i) => i));
    expect(samples.status[999]).toBe(200 + (999 % 7));
  });

  it('refuses a request that ends twice', () => {
    const {add} = aLog();
    add(aSampleBatch(1, [{index: 0}]));
    expect(() => add(aSampleBatch(1, [{index: 0}]))).toThrow('request 0 of the load ended twice');
  });
});
