import {startRecorder} from '../../../src/measure/recorder.js';
import {labelled, readyPod, scriptedWatches, shop, slice} from './scripted-watches.js';

function aWatch() {
  const script = scriptedWatches();
  return {script, recorder: startRecorder(script.kube, 'test', [shop], new AbortController().signal)};
}

describe('the pods in service', () => {
  it('counts the pods that are ready endpoints and not being deleted', () => {
    const {script, recorder} = aWatch();
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

  it('is not deceived by a Service that publishes addresses that are not ready', () => {
    const {script, recorder} = aWatch();
    script.pod('ADDED', readyPod('a').build(), 1);
    script.slice(slice([{uid: 'uid-a', ready: true, serving: false}]), 2);
    expect(recorder.serving(shop)).toBe(0);
    script.slice(slice([{uid: 'uid-a', ready: true, serving: true}]), 3);
    expect(recorder.serving(shop)).toBe(1);
    script.slice(slice([{uid: 'uid-a', ready: true, serving: true, terminating: true}]), 4);
    expect(recorder.serving(shop)).toBe(0);
  });

  it('wants a pod in every Service that selects it, as in a headless one beside the usual one', () => {
    const {script, recorder} = aWatch();
    script.service('shop', {selector: {app: 'shop'}}, 1);
    script.service('shop-peers', {selector: {app: 'shop'}, clusterIP: 'None', publishNotReadyAddresses: true}, 1);
    script.pod('ADDED', readyPod('a').build(), 1);
    script.slice(slice([{uid: 'uid-a'}], 'shop'), 2);
    expect(recorder.serving(shop)).toBe(0); // the other has not heard of it yet
    script.slice(slice([{uid: 'uid-a', serving: false}], 'shop-peers'), 3);
    expect(recorder.serving(shop)).toBe(0);
    script.slice(slice([{uid: 'uid-a', serving: true}], 'shop-peers'), 4);
    expect(recorder.serving(shop)).toBe(1);
  });

  it('misses a pod that another Service of the workload does not select', () => {
    const {script, recorder} = aWatch();
    script.service('db', {selector: {app: 'shop'}}, 1);
    script.service('db-primary', {selector: {role: 'primary'}}, 1);
    script.pod('ADDED', labelled(readyPod('a').build(), {role: 'primary'}), 1);
    script.pod('ADDED', readyPod('b').build(), 1);
    script.pod('ADDED', readyPod('c').build(), 1);
    script.slice(slice([{uid: 'uid-a'}, {uid: 'uid-b'}, {uid: 'uid-c'}], 'db'), 2);
    script.slice(slice([{uid: 'uid-a'}], 'db-primary'), 2);
    expect(recorder.serving(shop)).toBe(3);
    script.pod('MODIFIED', readyPod('b').terminating().build(), 3);
    expect(recorder.serving(shop)).toBe(2);
    script.slice(slice([{uid: 'uid-a', ready: false}], 'db-primary'), 4);
    expect(recorder.serving(shop)).toBe(1);
  });

  it('wants a pod in a Service as soon as it has the label that the Service selects', () => {
    const {script, recorder} = aWatch();
    script.service('db', {selector: {app: 'shop'}}, 1);
    script.service('db-primary', {selector: {role: 'primary'}}, 1);
    script.pod('ADDED', readyPod('a').build(), 1);
    script.slice(slice([{uid: 'uid-a'}], 'db'), 2);
    expect(recorder.serving(shop)).toBe(1);
    script.pod('MODIFIED', labelled(readyPod('a').build(), {role: 'primary'}), 3);
    expect(recorder.serving(shop)).toBe(0);
    script.slice(slice([{uid: 'uid-a'}], 'db-primary'), 4);
    expect(recorder.serving(shop)).toBe(1);
  });

  it('counts pods of which each has a Service of its own', () => {
    const {script, recorder} = aWatch();
    for (const name of ['a', 'b']) {
      script.service(`shop-${name}`, {selector: {pod: name}}, 1);
      script.pod('ADDED', labelled(readyPod(name).build(), {pod: name}), 1);
      script.slice(slice([{uid: `uid-${name}`}], `shop-${name}`), 2);
    }
    expect(recorder.serving(shop)).toBe(2);
    script.slice(slice([], 'shop-b'), 3);
    expect(recorder.serving(shop)).toBe(1);
    expect(recorder.timeline(shop, 0).hasService).toBe(true);
  });

  it('goes by the slices of a Service without a selector, and counts Ready pods that no Service has', () => {
    const {script, recorder} = aWatch();
    script.service('leader', {}, 1);
    script.service('elsewhere', {type: 'ExternalName', selector: {app: 'shop'}}, 1);
    script.pod('ADDED', readyPod('a').build(), 1);
    script.pod('ADDED', readyPod('b').build(), 1);
    expect(recorder.timeline(shop, 0).hasService).toBe(false);
    script.slice(slice([{uid: 'uid-a', ready: false}], 'leader'), 2);
    expect(recorder.serving(shop)).toBe(1);
    script.slice(slice([{uid: 'uid-a'}], 'leader'), 3);
    expect(recorder.serving(shop)).toBe(2);
    expect(recorder.timeline(shop, 0).hasService).toBe(true);
    script.pod('MODIFIED', readyPod('b').unready().build(), 4);
    expect(recorder.serving(shop)).toBe(1);
  });

  it('asks nothing of a Service that is gone', () => {
    const {script, recorder} = aWatch();
    script.service('shop', {selector: {app: 'shop'}}, 1);
    script.service('old', {selector: {app: 'shop'}}, 1);
    script.pod('ADDED', readyPod('a').build(), 1);
    script.slice(slice([{uid: 'uid-a'}], 'shop'), 2);
    expect(recorder.serving(shop)).toBe(0);
    script.service('old', {selector: {app: 'shop'}}, 3, 'DELETED');
    expect(recorder.serving(shop)).toBe(1);
  });

  it('counts a pod in two slices of one Service once', () => {
    const {script, recorder} = aWatch();
    script.pod('ADDED', readyPod('a').build(), 1);
    script.slice(slice([{uid: 'uid-a'}], 'shop', 'shop-v4'), 2);
    script.slice(slice([{uid: 'uid-a'}], 'shop', 'shop-v6'), 3);
    expect(recorder.serving(shop)).toBe(1);
  });
});
