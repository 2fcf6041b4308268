import {historyApi} from '../../fakes/history-api.js';
import {recordingSink} from '../../fakes/recording-sink.js';
import {refuse} from '../../fakes/scripted-api.js';
import {
  clientOf,
  clock,
  closeAll,
  converged,
  LISTED,
  line,
  SET,
  scripted,
  stream,
  watches,
  watching,
} from '../../fakes/watched-api.js';

const COLLECTION = '/api/v1/namespaces/shop/configmaps';

afterEach(closeAll);

describe('a watch begins', () => {
  it('with a streaming list, told as one state', async () => {
    const {api, sink} = await watching({names: ['a', 'b']});
    expect(sink.told()).toEqual(['ADDED a@2', 'ADDED b@3']);
    expect(sink.gaps).toEqual([]);
    expect(new Set(sink.events.map(event => event.at))).toEqual(new Set(sink.syncs));
    expect(Object.fromEntries(watches(api)[0] ?? [])).toMatchObject({
      sendInitialEvents: 'true',
      resourceVersionMatch: 'NotOlderThan',
      allowWatchBookmarks: 'true',
    });
  });

  it('with a list and a watch where streaming lists are refused, naming what the items are', async () => {
    const {api, sink} = await watching({names: ['a'], streamingLists: false});
    expect(sink.events[0]?.object).toMatchObject({apiVersion: 'v1', kind: 'ConfigMap'});
    api.put('b');
    await sink.until(converged(api));
    expect(sink.told()).toEqual(['ADDED a@2', 'ADDED b@3']);
    expect(watches(api).at(-1)?.get('resourceVersion')).toBe('2');
  });

  it('with a list where a server streams events but never says that the list is complete', async () => {
    const {api, sink} = await scripted(
      (_, response) => stream(response, line('ADDED', 'a', 1)),
      (_, response) =>
        void response.end(
          JSON.stringify({
            metadata: {resourceVersion: '7'},
            items: [{metadata: {name: 'a', uid: 'uid-a', resourceVersion: '1'}}],
          }),
        ),
    );
    await sink.until(({syncs}) => syncs.length === 1);
    expect(sink.told()).toEqual(['ADDED a@1']);
    expect(api.calls[1]?.watch).toBe(false);
  });

  it('with selectors in the list and in the watch', async () => {
    const api = await historyApi(clock, {streamingLists: false});
    const sink = recordingSink();
    const stop = new AbortController();
    const done = clientOf(api).watch(
      {...SET, labelSelector: 'app=shop', fieldSelector: 'metadata.name=a'},
      sink,
      stop.signal,
    );
    await sink.until(({syncs}) => syncs.length === 1);
    stop.abort();
    await done;
    for (const call of api.calls)
      expect([call.path, call.query.get('labelSelector'), call.query.get('fieldSelector')]).toEqual([
        COLLECTION,
        'app=shop',
        'metadata.name=a',
      ]);
  });
});

describe('a watch goes on', () => {
  it('telling live changes with exact times', async () => {
    const {api, sink} = await watching({names: ['a']});
    api.put('a');
    api.put('é');
    api.remove('a');
    await sink.until(({events}) => events.length === 4);
    expect(sink.told().slice(1)).toEqual(['MODIFIED a@3', 'ADDED é@4', 'DELETED a@5']);
    for (const {at, notBefore} of sink.events) expect(notBefore).toBe(at);
  });

  it.each(['closed', 'reset', 'mid-line'] as const)('where it was, after a stream that is cut (%s)', async how => {
    const {api, sink} = await watching({names: ['a']});
    api.put('a');
    await sink.until(converged(api));
    const lastHeard = sink.events.at(-1)?.at ?? 0;
    api.refuseNext(503);
    api.cut(how);
    const calls = api.calls.length;
    while (api.calls.length === calls) await clock.sleep(50); // it knows by now
    api.put('b');
    api.remove('b');
    api.put('c');
    await sink.until(converged(api));
    expect(sink.told().slice(2)).toEqual(['ADDED b@4', 'DELETED b@5', 'ADDED c@6']);
    expect(watches(api).at(-1)?.get('resourceVersion')).toBe('3');
    expect(sink.gaps).toHaveLength(1);
    for (const event of sink.events.slice(2)) {
      expect(event.notBefore).toBe(sink.gaps[0]?.from);
      expect(event.notBefore).toBeGreaterThanOrEqual(lastHeard);
      expect(event.notBefore).toBeLessThanOrEqual(api.happenedAt(event.object.metadata.resourceVersion ?? ''));
    }
  });

  it('with exact times again after the gap', async () => {
    const {api, sink} = await watching();
    api.cut('reset');
    api.put('a');
    await sink.until(converged(api));
    await clock.sleep(2_000); // the gap's end is asked for meanwhile
    api.put('a');
    await sink.until(converged(api));
    const [missed, live] = sink.events;
    expect(missed?.notBefore).toBeLessThan(missed?.at ?? 0);
    expect(live?.notBefore).toBe(live?.at);
  });

  it.each(['status', 'event'] as const)('from a new list when its place is gone (410 as %s)', async says => {
    const {api, sink} = await watching({names: ['kept', 'changed', 'gone', 'reborn']});
    api.cut('reset');
    for (const name of ['changed', 'passing', 'new']) api.put(name);
    for (const name of ['passing', 'gone', 'reborn']) api.remove(name);
    api.put('reborn');
    api.compact(says);
    await sink.until(({syncs}) => syncs.length === 2);
    const told = sink.told().slice(4);
    expect(told.slice(0, 2).sort()).toEqual(['DELETED gone@4', 'DELETED reborn@5']);
    expect(told.slice(2).sort()).toEqual(['ADDED new@8', 'ADDED reborn@12', 'MODIFIED changed@6']);
    expect(sink.view()).toEqual(api.state());
    for (const event of sink.events.slice(4)) expect(event.notBefore).toBe(sink.gaps.at(-1)?.from);
  });

  it('from the last bookmark', async () => {
    const {api, sink} = await scripted((_, response) => {
      stream(response, LISTED, line('BOOKMARK', '', 90), line('ADDED', 'a', 91), line('BOOKMARK', '', 99));
      response.end();
    });
    await sink.until(({gaps}) => gaps.length === 1);
    expect(watches(api).map(query => query.get('resourceVersion'))).toEqual([null, '99']);
  });

  it('without telling anything twice', async () => {
    const {api, sink} = await watching({names: ['a']});
    api.repeat();
    api.put('a');
    api.repeat();
    api.remove('a');
    api.repeat();
    api.put('b');
    await sink.until(converged(api));
    expect(sink.told()).toEqual(['ADDED a@2', 'MODIFIED a@3', 'DELETED a@4', 'ADDED b@5']);
  });

  it.each([429, 500, 502, 503, 504])('after refusals with %d', async status => {
    const {api, sink} = await watching();
    api.refuseNext(status);
    api.refuseNext(status);
    api.put('a');
    api.cut('closed');
    api.put('b');
    await sink.until(converged(api));
    expect(sink.told()).toEqual(['ADDED a@2', 'ADDED b@3']);
  });

  it('only after as long as a 429 asks for', async () => {
    const asked: number[] = [];
    const {sink} = await scripted(
      (_, response) => {
        asked.push(clock.now());
        refuse(response, 429, 'TooManyRequests', 'slow down', {'retry-after': '20'});
      },
      (_, response) => {
        asked.push(clock.now());
        stream(response, LISTED);
      },
    );
    await sink.until(({syncs}) => syncs.length === 1);
    expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(20_000);
  });

  it('from a new list when the server has never reached its place', async () => {
    const {api, sink} = await scripted(
      (_, response) => {
        stream(response, line('ADDED', 'a', 4), LISTED);
        response.end();
      },
      (_, response) => refuse(response, 504, 'Timeout', 'Too large resource version: 5, current: 2'),
      (_, response) =>
        stream(response, line('ADDED', 'a', 1), line('BOOKMARK', '', 2, {'k8s.io/initial-events-end': 'true'})),
    );
    await sink.until(({syncs}) => syncs.length === 2);
    expect(watches(api).map(query => query.get('resourceVersion'))).toEqual([null, '5', null]);
    expect(sink.told()).toEqual(['ADDED a@4', 'MODIFIED a@1']);
  });

  it('past lines that are no events, and past blank ones', async () => {
    const {sink} = await scripted(
      (_, response) => stream(response, LISTED, '\n', line('ADDED', 'a', 6), '<html>\n', line('ADDED', 'lost', 7)),
      (_, response) => stream(response, line('ADDED', 'lost', 7), line('ADDED', 'b', 8)),
    );
    await sink.until(({events}) => events.length === 3);
    expect(sink.told()).toEqual(['ADDED a@6', 'ADDED lost@7', 'ADDED b@8']);
  });

  it('on a new stream when the old one says nothing for longer than servers let one last', async () => {
    const {api, sink} = await scripted((_, response) => stream(response, LISTED));
    await sink.until(({gaps}) => gaps.length === 1);
    expect(watches(api).map(query => query.get('resourceVersion'))).toEqual([null, '5']);
    expect(sink.gaps[0]?.from).toBe(sink.syncs[0]);
    expect((sink.gaps[0]?.to ?? 0) - (sink.gaps[0]?.from ?? 0)).toBeGreaterThan(120_000);
  });

  it('when the server was away', async () => {
    const {api, sink} = await watching();
    const from = clock.now();
    for (let i = 0; i < 4; i++) api.refuseNext(503);
    api.cut('reset');
    await clock.sleep(200);
    api.put('a');
    await sink.until(converged(api));
    expect(sink.gaps[0]?.to).toBeGreaterThan(from);
    expect(sink.gaps[0]?.from).toBeLessThan(from);
  });
});
