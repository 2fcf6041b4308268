import fc from 'fast-check';
import {connect} from '../../../src/cluster/kube-client.js';
import {silentLogger} from '../../../src/runtime/logger.js';
import {fastClock} from '../../fakes/fast-clock.js';
import {type Cut, type HistoryApi, historyApi} from '../../fakes/history-api.js';
import {type RecordingSink, recordingSink} from '../../fakes/recording-sink.js';

const clock = fastClock(200);

type Change = {do: 'put' | 'remove'; name: string};
type Step =
  | Change
  | {do: 'cut'; how: Cut; meanwhile: Change[]; forget: 'nothing' | 'status' | 'event'}
  | {do: 'refuse'; status: number}
  | {do: 'bookmark' | 'repeat'}
  | {do: 'wait'; ms: number};

const change: fc.Arbitrary<Change> = fc.record({
  do: fc.constantFrom('put', 'remove'),
  name: fc.constantFrom('a', 'b', 'c'),
});
const cut: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('cut'),
  how: fc.constantFrom('closed', 'reset', 'mid-line'),
  meanwhile: fc.array(change, {maxLength: 6}),
  forget: fc.constantFrom('nothing', 'status', 'event'),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {weight: 5, arbitrary: change},
  {weight: 3, arbitrary: cut},
  {weight: 1, arbitrary: fc.record({do: fc.constant('refuse'), status: fc.constantFrom(410, 429, 500, 503, 504)})},
  {weight: 2, arbitrary: fc.record({do: fc.constantFrom('bookmark', 'repeat')})},
  {weight: 4, arbitrary: fc.record({do: fc.constant('wait'), ms: fc.integer({min: 0, max: 800})})},
);

describe('a watch, whatever interrupts it', () => {
  it('ends up knowing what there is, and tells a possible story with no version twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, {maxLength: 25}), fc.boolean(), async (steps, streamingLists) => {
        const api = await historyApi(clock, {streamingLists});
        const kube = connect(api.access, {clock, logger: silentLogger});
        const sink = recordingSink();
        const stop = new AbortController();
        const done = kube.watch({apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop'}, sink, stop.signal);
        for (const one of steps) await take(one, api);
        api.put('last');
        try {
          await converge(sink, api);
        } finally {
          stop.abort();
          await done;
          await kube.close();
          await api.close();
        }
        expectPossible(sink);
        expectTrueTimes(sink, api);
      }),
      {numRuns: 120},
    );
  }, 60_000);
});

async function converge(sink: RecordingSink, api: HistoryApi): Promise<void> {
  const patience = new AbortController();
  const tooLong = clock.sleep(600_000, patience.signal).then(() => {
    throw new Error(`knows ${JSON.stringify(sink.view())} instead of ${JSON.stringify(api.state())}`);
  });
  tooLong.catch(() => {});
  await Promise.race([tooLong, sink.until(() => JSON.stringify(sink.view()) === JSON.stringify(api.state()))]);
  patience.abort();
}

async function take(step: Step, api: HistoryApi): Promise<void> {
  if (step.do === 'put') api.put(step.name);
  if (step.do === 'remove') api.remove(step.name);
  if (step.do === 'cut') {
    api.cut(step.how);
    for (const change of step.meanwhile) await take(change, api);
    if (step.forget !== 'nothing') api.compact(step.forget);
  }
  if (step.do === 'refuse') api.refuseNext(step.status);
  if (step.do === 'bookmark') api.bookmark();
  if (step.do === 'repeat') api.repeat();
  if (step.do === 'wait') await clock.sleep(step.ms);
}

/** ADDED first and once, then MODIFIED by newer versions, then DELETED and never again. */
function expectPossible({events}: RecordingSink): void {
  const alive = new Map<string, number>();
  const dead = new Set<string>();
  for (const {type, object, at, notBefore} of events) {
    const uid = object.metadata.uid ?? '';
    const version = Number(object.metadata.resourceVersion);
    expect(notBefore).toBeLessThanOrEqual(at);
    expect(dead).not.toContain(uid);
    expect(alive.has(uid)).toBe(type !== 'ADDED');
    // A deletion that only a list brought to light shows the last version known.
    if (type === 'DELETED') expect(version).toBeGreaterThanOrEqual(alive.get(uid) ?? 0);
    else expect(version).toBeGreaterThan(alive.get(uid) ?? 0);
    if (type === 'DELETED') dead.add(uid);
    else alive.set(uid, version);
    if (type === 'DELETED') alive.delete(uid);
  }
}

/** What is told as live happened after its stream was opened, and so in no gap. */
function expectTrueTimes({events, syncs}: RecordingSink, api: HistoryApi): void {
  for (const {at, notBefore, object} of events) {
    if (notBefore !== at || at <= (syncs[0] ?? 0)) continue;
    const openedAt = Math.max(...api.openedAt.filter(time => time <= at));
    expect(api.happenedAt(object.metadata.resourceVersion ?? '')).toBeGreaterThanOrEqual(openedAt);
  }
}
