import type {Kube} from '../../../src/cluster/kube.js';
import {startRecorder} from '../../../src/measure/recorder.js';
import {aPod} from '../../builders/a-pod.js';
import {readyPod, scriptedWatches, shop, slice} from './scripted-watches.js';

describe('startRecorder', () => {
  it('gives the timeline of a kill and its replacement, with what served before', () => {
    const script = scriptedWatches();
    const recorder = startRecorder(script.kube, 'test', [shop], new AbortController().signal);
    script.service('shop', {selector: {app: 'shop'}}, 1);
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
      [2, 1],
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

  it('tells of a pod what it reserves, and when its containers ran', () => {
    const script = scriptedWatches();
    const recorder = startRecorder(script.kube, 'test', [shop], new AbortController().signal);
    script.pod('ADDED', readyPod('a').build(), 1);
    script.pod('MODIFIED', readyPod('a').exited('c-a', 137, 'OOMKilled').build(), 5);
    expect(recorder.reservations()).toMatchObject([
      {uid: 'uid-a', workload: 'Deployment/shop', node: 'n', from: 1, to: undefined, containers: [{name: 'app'}]},
    ]);
    expect(recorder.reservations()[0]?.runs).toEqual([{container: 'app', from: 1, to: 5, reason: 'OOMKilled'}]);
    script.pod('MODIFIED', readyPod('a').terminating().build(), 6);
    expect(recorder.reservations()).toMatchObject([{to: undefined, isEnding: true}]);
  });

  it('finds the earliest effect on a target since the request', () => {
    const script = scriptedWatches();
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
    const script = scriptedWatches();
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
    const script = scriptedWatches();
    const recorder = startRecorder(script.kube, 'test', [shop], new AbortController().signal);
    script.sync();
    await expect(recorder.synced).resolves.toBeUndefined();
    const broken = {watch: () => Promise.reject(new Error('forbidden'))} as unknown as Kube;
    const failing = startRecorder(broken, 'test', [shop], new AbortController().signal);
    await expect(failing.synced).rejects.toThrow('forbidden');
    await expect(failing.failed).rejects.toThrow('forbidden');
  });
});
