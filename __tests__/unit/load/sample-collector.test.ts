import {collectSamples, type EndedRequest} from '../../../src/load/sample-collector.js';
import {OUTCOMES} from '../../../src/load/samples.js';

const ended = (index: number): EndedRequest => ({
  index,
  outcome: 'ok',
  latency: index + 0.25,
  lateness: 0.5,
  status: 200,
  request: 3,
  attempts: 1,
  arrived: 1,
});

describe('collectSamples', () => {
  it('sends what came together, once', () => {
    const batches: number[][] = [];
    const samples = collectSamples(batch => batches.push([...batch.index]));
    samples.add(ended(0));
    samples.add(ended(1));
    samples.flush();
    samples.add(ended(2));
    samples.flush();
    expect(batches).toEqual([[0, 1], [2]]);
  });

  it('sends every column, in memory of its own', () => {
    const batches: Parameters<Parameters<typeof collectSamples>[0]>[0][] = [];
    const samples = collectSamples(batch => batches.push(batch));
    samples.add({...ended(7), outcome: 'cut'});
    samples.flush();
    samples.add(ended(8));
    samples.flush();
    const [batch] = batches;
    expect([batch!.latency[0], batch!.lateness[0], batch!.status[0], batch!.request[0]]).toEqual([7.25, 0.5, 200, 3]);
    expect(OUTCOMES[batch!.outcome[0]!]).toBe('cut');
    expect(batch!.latency.buffer.byteLength).toBe(8);
  });

  it('sends a full batch at once', () => {
    const sizes: number[] = [];
    const samples = collectSamples(batch => sizes.push(batch.index.length), 4);
    for (let index = 0; index < 10; index++) samples.add(ended(index));
    expect(sizes).toEqual([4, 4]);
  });
});
