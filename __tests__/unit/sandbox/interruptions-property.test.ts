import {type IntervalHistogram, monitorEventLoopDelay} from 'node:perf_hooks';
import fc from 'fast-check';
import type {KubeObject} from '../../../src/cluster/kube.js';
import type {MemoryStore} from '../../../src/sandbox/memory-store.js';
import {eventually} from '../../contract/api-answers.js';
import {type ApiFaults, apiFaults, type Drop, type Trouble} from '../../fakes/api-faults.js';
import {fastClock} from '../../fakes/fast-clock.js';
import {openSandbox} from '../../fakes/open-sandbox.js';
import {type RecordingSink, recordingSink} from '../../fakes/recording-sink.js';

const TIMES = 200;
const clock = fastClock(TIMES);
const RUNS = 100;
const INTERRUPTIONS = 10;

type Change = {do: 'put' | 'remove'; name: string};
type Interruption =
  | {do: 'drop'; how: Drop}
  | {do: 'fail'; trouble: Trouble; how: Drop}
  | {do: 'forget'; how: Drop}
  | {do: 'away'; ms: number};
interface Step {
  before: Change[];
  interruption: Interruption;
  meanwhile: Change[];
  waitMs: number;
}

const change: fc.Arbitrary<Change> = fc.record({
  do: fc.constantFrom('put', 'put', 'remove'),
  name: fc.constantFrom('a', 'b', 'c'),
});
const how: fc.Arbitrary<Drop> = fc.constantFrom('closed', 'reset', 'mid-line');
const trouble: fc.Arbitrary<Trouble> = fc.oneof(
  fc.constantFrom<Trouble>('reset', 'stall', {status: 410}, {status: 500}, {status: 503}, {status: 504}),
  fc.record({status: fc.constant(429), retryAfter: fc.integer({min: 0, max: 3})}),
);
const interruption: fc.Arbitrary<Interruption> = fc.oneof(
  {weight: 40, arbitrary: fc.record({do: fc.constant('drop'), how})},
  // Seldom, since it takes two minutes of the clock to be noticed.
  {weight: 1, arbitrary: fc.constant<Interruption>({do: 'drop', how: 'mute'})},
  {weight: 40, arbitrary: fc.record({do: fc.constant('fail'), trouble, how})},
  {weight: 32, arbitrary: fc.record({do: fc.constant('forget'), how})},
  {weight: 16, arbitrary: fc.record({do: fc.constant('away'), ms: fc.integer({min: 0, max: 4_000})})},
);
const step: fc.Arbitrary<Step> = fc.record({
  before: fc.array(change, {maxLength: 3}),
  interruption,
  meanwhile: fc.array(change, {maxLength: 4}),
  waitMs: fc.integer({min: 0, max: 1_000}),
});

describe('a watch of a server that has a thousand bad moments', () => {
  it('ends up knowing what there is, tells no version twice, and bounds each gap in time', async () => {
    let interruptions = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, {minLength: INTERRUPTIONS, maxLength: INTERRUPTIONS + 2}), async steps => {
        const delay = monitorEventLoopDelay({resolution: 1});
        delay.enable();
        const scene = await openScene();
        for (const one of steps) await take(one, scene);
        interruptions += steps.length;
        scene.change({do: 'put', name: 'last'});
        await scene.converge();
        await scene.close();
        expectEachVersionOnce(scene.sink);
        delay.disable();
        expectBounds(scene, onItsWayMs(delay));
      }),
      {numRuns: RUNS, endOnFailure: true},
    );
    expect(interruptions).toBeGreaterThanOrEqual(1_000);
  }, 120_000);
});

interface Scene {
  store: MemoryStore;
  faults: ApiFaults;
  sink: RecordingSink;
  /** When each version came to be, and each object went. */
  happened: {versions: Map<string, number>; deletions: Map<string, number>};
  change(change: Change): void;
  converge(): Promise<void>;
  close(): Promise<void>;
}

async function openScene(): Promise<Scene> {
  const faults = apiFaults(clock);
  const {store, kube, close} = await openSandbox({clock, faults});
  const sink = recordingSink();
  const stop = new AbortController();
  const happened: Scene['happened'] = {versions: new Map(), deletions: new Map()};
  // What the watch asks first, so that a slow start of this process is no trouble to it.
  await eventually(async () => (await kube.resource('v1', 'ConfigMap').catch(() => undefined)) !== undefined);
  const done = kube.watch({apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default'}, sink, stop.signal);
  await sink.until(({syncs}) => syncs.length === 1);
  const ended = async () => {
    stop.abort();
    await done;
    await close();
  };
  return {
    store,
    faults,
    sink,
    happened,
    change: one => makeChange(store, one, happened),
    converge: () => converge(store, sink).catch(error => ended().then(() => Promise.reject(error))),
    close: ended,
  };
}

function makeChange(store: MemoryStore, {do: what, name}: Change, {versions, deletions}: Scene['happened']): void {
  const ref = {apiVersion: 'v1', kind: 'ConfigMap', name, namespace: 'default'};
  const at = clock.now();
  const current = store.get(ref);
  if (what === 'remove') {
    if (current === undefined) return;
    store.remove(ref);
    deletions.set(current.metadata.uid ?? '', at);
    return;
  }
  const draft: KubeObject = {apiVersion: 'v1', kind: 'ConfigMap', metadata: {name, namespace: 'default'}, data: {}};
  const data = {at: String(at), text: 'dé€😀'.repeat(3)};
  const made = current === undefined ? store.create({...draft, data}) : store.update(ref, it => ({...it, data}));
  versions.set(made.metadata.resourceVersion ?? '', at);
}

async function take({before, interruption: one, meanwhile, waitMs}: Step, scene: Scene): Promise<void> {
  for (const change of before) scene.change(change);
  if (waitMs > 500) await clock.sleep(waitMs - 500);
  if (one.do === 'fail') scene.faults.failNext(one.trouble);
  if (one.do === 'away') scene.faults.awayFor(one.ms);
  else scene.faults.drop(one.how);
  for (const change of meanwhile) scene.change(change);
  if (one.do === 'forget') scene.store.compact();
  await clock.sleep(waitMs);
}

async function converge(store: MemoryStore, sink: RecordingSink): Promise<void> {
  const wanted = () =>
    JSON.stringify(
      Object.fromEntries(
        store
          .list({apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default'})
          .map(({metadata}) => [metadata.name, metadata.resourceVersion])
          .sort(),
      ),
    );
  const patience = new AbortController();
  const tooLong = clock.sleep(2_000_000, patience.signal).then(() => {
    throw new Error(`knows ${JSON.stringify(sink.view())} instead of ${wanted()}`);
  });
  tooLong.catch(() => {});
  await Promise.race([tooLong, sink.until(() => JSON.stringify(sink.view()) === wanted())]);
  patience.abort();
}

function expectEachVersionOnce({events}: RecordingSink): void {
  const newest = new Map<string, number>();
  const dead = new Set<string>();
  for (const {type, object} of events) {
    const uid = object.metadata.uid ?? '';
    const version = Number(object.metadata.resourceVersion);
    expect(dead).not.toContain(uid);
    expect(newest.has(uid)).toBe(type !== 'ADDED');
    // A deletion that only a list brought to light shows the last version known.
    if (type === 'DELETED') dead.add(uid);
    else expect(version).toBeGreaterThan(newest.get(uid) ?? 0);
    newest.set(uid, version);
  }
}

/** What was sent may be on its way while its connection ends: for a few turns of this process's loop, in ms of the clock. */
function onItsWayMs({max}: IntervalHistogram): number {
  return (3 * (max / 1e6) + 3) * TIMES;
}

/** What was missed happened within its bounds; what is told as live, while a watch was there. */
function expectBounds({sink: {events, gaps, syncs}, faults, happened}: Scene, slackMs: number): void {
  for (const {from, to} of gaps) expect(to).toBeGreaterThanOrEqual(from);
  for (const {type, object, at, notBefore} of events) {
    if (at <= (syncs[0] ?? 0)) continue;
    const {uid = '', resourceVersion = ''} = object.metadata;
    const when =
      (type === 'DELETED' ? happened.deletions.get(uid) : happened.versions.get(resourceVersion)) ?? Number.NaN;
    expect(when).toBeLessThanOrEqual(at);
    const from = notBefore < at ? notBefore : Math.max(...faults.watchedAt.filter(time => time <= at));
    expect(when).toBeGreaterThanOrEqual(from - slackMs);
  }
}
