import type {Pod} from 'kubernetes-types/core/v1.js';
import type {EndpointSlice} from 'kubernetes-types/discovery/v1.js';
import type {Kube, KubeObject, ObjectSet, WatchEvent, WatchSink} from '../../../src/cluster/kube.js';
import type {Workload} from '../../../src/deploy/victim.js';
import {startRecorder} from '../../../src/measure/recorder.js';
import {aPod} from '../../builders/a-pod.js';

const shop: Workload = {kind: 'Deployment', name: 'shop', selector: 'app=shop'};

/** A Kube whose watches are spoken to by hand. */
function scriptedKube() {
  const sinks = new Map<string, WatchSink<unknown>>();
  const kube = {
    watch: (set: ObjectSet, sink: WatchSink<unknown>, signal: AbortSignal) => {
      sinks.set(set.kind, sink);
      return new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()));
    },
  } as unknown as Kube;
  const say = <T>(kind: string, event: Omit<WatchEvent<T>, 'notBefore'> & {notBefore?: number}) =>
    sinks.get(kind)?.event({notBefore: event.at, ...event});
  return {
    kube,
    pod: (type: WatchEvent['type'], object: Pod, at: number) => say('Pod', {type, object, at}),
    slice: (object: EndpointSlice, at: number) => say('EndpointSlice', {type: 'MODIFIED', object, at}),
    event: (reason: string, uid: string, at: number, message = 'm') =>
      say('Event', {type: 'ADDED', object: {reason, message, involvedObject: {uid}} as unknown as KubeObject, at}),
    sync: () => {
      for (const sink of sinks.values()) sink.synced?.(0);
    },
  };
}

function slice(
  endpoints: {uid: string; ready?: boolean; terminating?: boolean}[],
  service = 'shop',
  name = `${service}-1`,
): EndpointSlice {
  return {
    addressType: 'IPv4',
    metadata: {name, labels: {'kubernetes.io/service-name': service}},
    endpoints: endpoints.map(({uid, ready = true, terminating = false}) => ({
      addresses: [],
      targetRef: {uid},
      conditions: {ready, terminating},
    })),
  };
}

const readyPod = (name: string) => aPod(name).scheduledOn('n').initialized().running(`c-${name}`).ready();

describe('startRecorder', () => {
  it('counts the pods that are ready endpoints and not being deleted', () => {
    const script = scriptedKube();
    const recorder = startRecorder(script.kube, 'test', [shop], new AbortController().signal);
    script.pod('ADDED', readyPod('a').build(), 1);
    script.pod('ADDED', readyPod('b').build(), 2);
    expect(recorder.serving(shop)).toBe(2); // no Service yet: Ready pods count
    script.slice(slice([{uid: 'uid-a'}, {uid: 'uid-b', ready: false}]), 3);
    expect(recorder.serving(shop)).toBe(1);
    script.slice(slice([{uid: 'uid-a'}, {uid: 'uid-b'}]), 4);
    expect(recorder.serving(shop)).toBe(2);
    script.slice(slice([{uid: 'uid-a', terminating: true}, {uid: 'uid-b'}]), 5);
    expect(recorder.serving(shop)).toBe(1);
  });

  it('gives the timeline of a kill and its replacement, with what served before', () => {
    const script = scriptedKube();
    const recorder = startRecorder(script.kube, 'test', [shop], new AbortController().signal);
    script.pod('ADDED', readyPod('a').build(), 1);
    script.slice(slice([{uid: 'uid-a'}]), 2);
    script.pod('MODIFIED', readyPod('a').terminating().build(), 100);
    script.pod('DELETED', readyPod('a').terminating().build(), 110);
    script.pod('ADDED', aPod('b').build(), 120);
    script.event('Pulled', 'uid-b', 150);
    script.pod('MODIFIED', readyPod('b').build(), 200);
    script.slice(slice([{uid: 'uid-b'}]), 210);

    const timeline = recorder.timeline(shop, 50);
    expect(timeline).toMatchObject({workload: 'Deployment/shop', hasService: true, expected: 1});
    expect(timeline.serving.map(({at, serving}) => [at, serving])).toEqual([
      [1, 1],
      [100, 0],
      [210, 1],
    ]);
    const events = Object.fromEntries(
      timeline.pods.map(pod => [pod.name, pod.events.map(event => `${event.what} ${event.at}`)]),
    );
    expect(events).toEqual({
      a: ['unready 100', 'terminating 100', 'out-of-service 100', 'gone 110'],
      b: [
        'created 120',
        'pulled 150',
        'scheduled 200',
        'initialized 200',
        'started 200',
        'ready 200',
        'in-service 210',
      ],
    });
    expect(recorder.livePods(shop)).toEqual([{uid: 'uid-b', name: 'b'}]);
  });

  it('wants a pod in every Service that selects it', () => {
    const script = scriptedKube();
    const recorder = startRecorder(script.kube, 'test', [shop], new AbortController().signal);
    script.pod('ADDED', readyPod('a').build(), 1);
    script.slice(slice([{uid: 'uid-a'}], 'shop'), 2);
    script.slice(slice([{uid: 'uid-a', ready: false}], 'shop-internal'), 3);
    expect(recorder.serving(shop)).toBe(0);
    script.slice(slice([{uid: 'uid-a'}], 'shop-internal'), 4);
    expect(recorder.serving(shop)).toBe(1);
  });

  it('counts a pod in two slices of one Service once', () => {
    const script = scriptedKube();
    const recorder = startRecorder(script.kube, 'test', [shop], new AbortController().signal);
    script.pod('ADDED', readyPod('a').build(), 1);
    script.slice(slice([{uid: 'uid-a'}], 'shop', 'shop-v4'), 2);
    script.slice(slice([{uid: 'uid-a'}], 'shop', 'shop-v6'), 3);
    expect(recorder.serving(shop)).toBe(1);
  });

  it('tells of a pod what it reserves, and when its containers ran', () => {
    const script = scriptedKube();
    const recorder = startRecorder(script.kube, 'test', [shop], new AbortController().signal);
    script.pod('ADDED', readyPod('a').build(), 1);
    script.pod('MODIFIED', readyPod('a').exited('c-a', 137, 'OOMKilled').build(), 5);
    expect(recorder.reservations()).toMatchObject([
      {uid: 'uid-a', workload: 'Deployment/shop', node: 'n', from: 1, to: undefined, containers: [{name: 'app'}]},
    ]);
    expect(recorder.reservations()[0]?.runs).toEqual([{container: 'app', from: 1, to: 5, reason: 'OOMKilled'}]);
  });

  it('finds the earliest effect on a target since the request', () => {
    const script = scriptedKube();
    const recorder = startRecorder(script.kube, 'test', [shop], new AbortController().signal);
    script.pod('ADDED', readyPod('a').build(), 1);
    script.pod('MODIFIED', readyPod('a').terminating().build(), 100);
    script.pod('DELETED', readyPod('a').terminating().build(), 110);
    expect(recorder.firstEvent(['uid-a'], ['gone', 'terminating'], 50)).toMatchObject({
      what: 'terminating',
      at: 100,
      pod: 'a',
    });
    expect(recorder.firstEvent(['uid-a'], ['gone', 'terminating'], 105)).toMatchObject({what: 'gone', at: 110});
    expect(recorder.firstEvent(['uid-b'], ['gone'], 0)).toBeUndefined();
  });

  it('tells a pull from an image that was there already', () => {
    const script = scriptedKube();
    const recorder = startRecorder(script.kube, 'test', [shop], new AbortController().signal);
    script.pod('ADDED', aPod('a').build(), 1);
    script.event('Pulled', 'uid-a', 2, 'Container image "shop:1" already present on machine');
    script.event('Pulling', 'uid-a', 3, 'Pulling image "shop:1"');
    script.event('Pulled', 'uid-a', 9, 'Successfully pulled image "shop:1" in 6ms');
    expect(recorder.timeline(shop, 0).pods[0]?.events.map(event => `${event.what} ${event.at}`)).toEqual([
      'created 1',
      'pulling 3',
      'pulled 9',
    ]);
  });

  it('is synced when every watch is, and fails when one fails', async () => {
    const script = scriptedKube();
    const recorder = startRecorder(script.kube, 'test', [shop], new AbortController().signal);
    script.sync();
    await expect(recorder.synced).resolves.toBeUndefined();
    const broken = {watch: () => Promise.reject(new Error('forbidden'))} as unknown as Kube;
    const failing = startRecorder(broken, 'test', [shop], new AbortController().signal);
    await expect(failing.synced).rejects.toThrow('forbidden');
    await expect(failing.failed).rejects.toThrow('forbidden');
  });
});
