import type {KubeObject} from '../../src/cluster/kube.js';
import {contractScene, type OpenKube, pathOf} from './api-answers.js';

interface Line {
  type: string;
  object: KubeObject & {code?: number};
}

/** The protocol of watches, without the client that makes it comfortable. */
export function watchContract(name: string, open: OpenKube): void {
  describe(`watches of the Kubernetes of ${name}`, () => {
    const scene = contractScene(open);
    const {configMap} = scene;
    /** What a watch tells within a second, which it says itself to be its time. */
    const watch = async (query: string): Promise<Line[]> => {
      const path = `${pathOf('ConfigMap', scene.namespace)}?watch=true&timeoutSeconds=1&${query}`;
      const {status, text} = await scene.kube.raw('GET', path);
      expect(status).toBe(200);
      return text
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line));
    };
    const listed = async (selector: string): Promise<string> => {
      const {body} = await scene.ask('GET', `${pathOf('ConfigMap', scene.namespace)}?labelSelector=${selector}`);
      return (body.metadata as {resourceVersion?: string}).resourceVersion ?? '';
    };
    const told = (lines: Line[]) => lines.map(({type, object}) => `${type} ${object.metadata.name ?? ''}`.trim());

    it('resume right after the position that a list gave', async () => {
      await scene.kube.create(configMap('before', {}, {labels: {app: 'resumed'}}));
      const position = await listed('app%3Dresumed');
      const made = await scene.kube.create(configMap('after', {}, {labels: {app: 'resumed'}}));
      await scene.kube.patch(scene.ref('ConfigMap', 'after'), {data: {a: '1'}});
      await scene.kube.delete(scene.ref('ConfigMap', 'after'));
      const all = await watch(`labelSelector=app%3Dresumed&resourceVersion=${position}`);
      expect(told(all)).toEqual(['ADDED after', 'MODIFIED after', 'DELETED after']);
      const later = await watch(`labelSelector=app%3Dresumed&resourceVersion=${made.metadata.resourceVersion}`);
      expect(told(later)).toEqual(['MODIFIED after', 'DELETED after']);
      const versions = all.map(({object}) => Number(object.metadata.resourceVersion));
      expect(versions).toEqual(versions.toSorted((a, b) => a - b));
      expect(new Set(versions).size).toBe(3);
    });

    it('begin with what there is where they have no position, and mark the end of it where asked to', async () => {
      await scene.kube.create(configMap('present', {}, {labels: {app: 'present'}}));
      expect(told(await watch('labelSelector=app%3Dpresent'))).toEqual(['ADDED present']);
      const streamed = await watch(
        'labelSelector=app%3Dpresent&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true',
      );
      expect(told(streamed).slice(0, 2)).toEqual(['ADDED present', 'BOOKMARK']);
      expect(streamed[1]?.object).toMatchObject({
        kind: 'ConfigMap',
        metadata: {annotations: {'k8s.io/initial-events-end': 'true'}, resourceVersion: expect.stringMatching(/^\d+$/)},
      });
    });

    it('show what comes to fit a selector as new, and what ceases to as deleted, as it was', async () => {
      const position = await listed('app%3Dmoving');
      await scene.kube.create(configMap('moving', {a: '1'}));
      await scene.kube.patch(scene.ref('ConfigMap', 'moving'), {metadata: {labels: {app: 'moving'}}});
      const gone = await scene.kube.patch(scene.ref('ConfigMap', 'moving'), {metadata: {labels: null}, data: {a: '2'}});
      const [joined, left] = await watch(`labelSelector=app%3Dmoving&resourceVersion=${position}`);
      expect(joined).toMatchObject({type: 'ADDED', object: {metadata: {labels: {app: 'moving'}}}});
      expect(left).toMatchObject({
        type: 'DELETED',
        object: {data: {a: '1'}, metadata: {labels: {app: 'moving'}, resourceVersion: gone.metadata.resourceVersion}},
      });
    });

    it('have nothing to tell of a time that has not come', async () => {
      const position = Number(await listed('app%3Dnobody'));
      expect(await watch(`resourceVersion=${position + 1_000_000}`)).toEqual([]);
    });

    it('refuse a list without the position’s meaning', async () => {
      const path = `${pathOf('ConfigMap', scene.namespace)}?watch=true&timeoutSeconds=1&sendInitialEvents=true`;
      expect(await scene.ask('GET', path)).toMatchObject({status: 422, body: {reason: 'Invalid'}});
    });
  });
}
