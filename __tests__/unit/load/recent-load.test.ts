import {recentLoad} from '../../../src/load/recent-load.js';
import type {EndedRequest} from '../../../src/load/sample-collector.js';
import {sampleLog} from '../../../src/load/sample-log.js';
import {aLoadPlan} from '../../builders/a-load-plan.js';
import {aSampleBatch} from '../../builders/a-sample-batch.js';

/** 100 requests a second from 1,000 ms on. */
function samplesOf(scheduled: number, ended: Partial<EndedRequest>[]) {
  const log = sampleLog(aLoadPlan('http://127.0.0.1:1'), 1_000);
  log.add(aSampleBatch(scheduled, ended));
  return log.samples;
}

describe('recentLoad', () => {
  it('summarises the requests intended in the window', () => {
    const samples = samplesOf(
      200,
      Array.from({length: 200}, (_, i) => ({latency: i < 100 ? 900 : i - 99})),
    );
    expect(recentLoad(samples, 2_000, 3_000)).toEqual({rate: 100, errors: 0, p95: 95});
  });

  it('counts failures as errors, and as slower than any answer', () => {
    const samples = samplesOf(
      100,
      Array.from({length: 100}, (_, i) => ({outcome: i % 10 === 0 ? ('reset' as const) : ('ok' as const)})),
    );
    expect(recentLoad(samples, 1_000, 2_000)).toEqual({rate: 100, errors: 10, p95: Number.POSITIVE_INFINITY});
  });

  it('leaves out what is under way and what was never sent', () => {
    const samples = samplesOf(100, [{index: 0}, {index: 1, outcome: 'unsent'}]);
    expect(recentLoad(samples, 1_000, 2_000)).toEqual({rate: 1, errors: 0, p95: 5});
  });

  it('takes a window that began before the load as shorter', () => {
    const samples = samplesOf(
      100,
      Array.from({length: 100}, () => ({})),
    );
    expect(recentLoad(samples, -8_000, 2_000).rate).toBe(100);
  });

  it('has no p95 while nothing has ended', () => {
    expect(recentLoad(samplesOf(5, []), 1_000, 2_000)).toEqual({rate: 0, errors: 0, p95: undefined});
  });
});
