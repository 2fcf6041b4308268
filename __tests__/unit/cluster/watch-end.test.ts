import {ApiError} from '../../../src/cluster/kube.js';
import {historyApi} from '../../fakes/history-api.js';
import {recordingSink} from '../../fakes/recording-sink.js';
import {scriptedApi} from '../../fakes/scripted-api.js';
import {clientOf, clock, closeAll, LISTED, line, SET, stream, watching} from '../../fakes/watched-api.js';

afterEach(closeAll);

describe('a watch ends', () => {
  it('when its signal aborts', async () => {
    const {stop, done, api, sink} = await watching({names: ['a']});
    stop.abort();
    await done;
    api.put('b');
    expect(sink.told()).toEqual(['ADDED a@2']);
  });

  it('when its signal aborts while the server is away', async () => {
    const {api, stop, done} = await watching();
    await api.close();
    await clock.sleep(5_000);
    stop.abort();
    await expect(done).resolves.toBeUndefined();
  });

  it('at once when its signal is aborted already', async () => {
    const api = await historyApi(clock);
    const sink = recordingSink();
    await clientOf(api).watch(SET, sink, AbortSignal.abort());
    expect([sink.syncs, api.calls]).toEqual([[], []]);
  });

  it('with what the sink throws, and tells it nothing more', async () => {
    const api = await historyApi(clock);
    for (const name of ['a', 'b']) api.put(name);
    const sink = recordingSink(() => {
      throw new TypeError('no such phase');
    });
    await expect(clientOf(api).watch(SET, sink, new AbortController().signal)).rejects.toThrow('no such phase');
    expect(sink.events).toHaveLength(1);
    expect(sink.syncs).toHaveLength(0);
  });

  it('in the middle of a burst when the sink aborts it', async () => {
    const stop = new AbortController();
    const api = await scriptedApi((_, response) =>
      stream(response, LISTED + line('ADDED', 'a', 6) + line('ADDED', 'b', 7)),
    );
    const sink = recordingSink(() => stop.abort());
    await clientOf(api).watch(SET, sink, stop.signal);
    expect(sink.told()).toEqual(['ADDED a@6']);
  });

  it.each([401, 403, 404, 400])('with the refusal when it is %d', async status => {
    const {api, done} = await watching();
    api.refuseNext(status);
    api.cut('closed');
    await expect(done).rejects.toMatchObject({name: 'ApiError', status});
  });

  it('with 404 for a kind that the server does not know', async () => {
    const api = await historyApi(clock);
    const done = clientOf(api).watch({apiVersion: 'v1', kind: 'Nope'}, recordingSink(), new AbortController().signal);
    await expect(done).rejects.toEqual(
      new ApiError(404, 'NotFound', 'the cluster has no kind Nope in v1; is its CRD installed?'),
    );
  });
});
