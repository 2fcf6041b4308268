import {setTimeout as sleep} from 'node:timers/promises';
import type {Deployment} from 'kubernetes-types/apps/v1.js';
import type {Event, Pod} from 'kubernetes-types/core/v1.js';
import type {EndpointSlice} from 'kubernetes-types/discovery/v1.js';
import type {Kube} from '../../src/cluster/kube.js';
import {readKubeletMetrics} from '../../src/measure/usage/kubelet-readings.js';
import {peersService, victimDeployment, victimService} from './workload-victim.js';

/** What pods, their controllers and Services must do wherever the gate runs, in a namespace that is made and deleted again. */
export function workloadContract(name: string, open: () => Promise<{kube: Kube; close: () => Promise<void>}>): void {
  const namespace = `workloads-${Math.random().toString(36).slice(2, 8)}`;
  let kube: Kube;
  let close: (() => Promise<void>) | undefined;

  const deployment = (): Promise<Deployment | undefined> =>
    kube.get<Deployment>({apiVersion: 'apps/v1', kind: 'Deployment', namespace, name: 'victim'});
  const pods = async (): Promise<Pod[]> => {
    const all = await kube.list<Pod>({apiVersion: 'v1', kind: 'Pod', namespace, labelSelector: 'app=victim'});
    return all.filter(({metadata}) => metadata?.deletionTimestamp === undefined);
  };
  const endpointsThatAre = async (condition: 'ready' | 'serving', service: string): Promise<string[]> => {
    const slices = await kube.list<EndpointSlice>({
      ...{apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', namespace},
      labelSelector: `kubernetes.io/service-name=${service}`,
    });
    const endpoints = slices.flatMap(slice => slice.endpoints ?? []);
    return endpoints.filter(({conditions}) => conditions?.[condition]).map(({targetRef}) => targetRef?.name ?? '');
  };
  const readyEndpoints = (): Promise<string[]> => endpointsThatAre('ready', 'victim');
  const call = async (path: string): Promise<string> => {
    const proxy = `/api/v1/namespaces/${namespace}/services/http:victim:80/proxy${path}`;
    const {status, text} = await kube.raw('GET', proxy, {timeoutMs: 5_000});
    return status === 200 ? text : `HTTP ${status}`;
  };
  const until = async <T>(what: () => Promise<T | undefined | false>, seconds = 30): Promise<T> => {
    for (let tries = 0; tries < seconds * 10; tries++) {
      const found = await what();
      if (found) return found;
      await sleep(100);
    }
    throw new Error(`it did not come true within ${seconds} s: ${what}`);
  };
  const settled = (): Promise<Deployment> =>
    until(async () => {
      const found = await deployment();
      const {replicas, updatedReplicas, availableReplicas, observedGeneration} = found?.status ?? {};
      const isDone = [replicas, updatedReplicas, availableReplicas].every(count => count === found?.spec?.replicas);
      return (
        isDone &&
        observedGeneration === found?.metadata?.generation &&
        (await readyEndpoints()).length === replicas &&
        found
      );
    });
  const eventsOf = async (uid: string): Promise<Event[]> =>
    (await kube.list<Event>({apiVersion: 'v1', kind: 'Event', namespace})).filter(
      event => event.involvedObject.uid === uid,
    );

  describe(`the workloads of ${name}`, () => {
    beforeAll(async () => {
      ({kube, close} = await open());
      await kube.create({apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace}});
      await kube.apply(victimDeployment({name: 'victim', namespace}));
      await kube.apply(victimService('victim', namespace));
      await kube.apply(peersService('victim', namespace));
      await settled();
    });
    afterAll(async () => {
      if (close === undefined) return;
      await kube.delete({apiVersion: 'v1', kind: 'Namespace', name: namespace});
      await until(
        async () => (await kube.get({apiVersion: 'v1', kind: 'Namespace', name: namespace})) === undefined,
        60,
      );
      await close();
    });

    it('say in their conditions that they are there', async () => {
      const conditions = (await settled()).status?.conditions ?? [];
      expect(conditions.map(({type, status}) => `${type}=${status}`).sort()).toEqual([
        'Available=True',
        'Progressing=True',
      ]);
      const [pod] = await pods();
      const of = (type: string) => pod?.status?.conditions?.find(one => one.type === type);
      for (const type of ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready']) {
        expect(of(type)).toMatchObject({status: 'True', lastTransitionTime: expect.any(String)});
      }
      expect(pod?.status).toMatchObject({phase: 'Running', podIP: expect.any(String)});
    });

    it('tell in events how a pod began', async () => {
      const uid = (await pods())[0]?.metadata?.uid ?? '';
      const reasons = (await eventsOf(uid)).map(({reason}) => reason);
      expect(reasons).toEqual(expect.arrayContaining(['Scheduled', 'Created', 'Started']));
    });

    it('answer by the service proxy, each pod in its turn', async () => {
      const names = (await pods()).map(({metadata}) => metadata?.name).sort();
      const answers = new Set<string>();
      await until(async () => answers.add(await call('/')).size === names.length);
      expect([...answers].sort()).toEqual(names);
    });

    it('replace a pod that is killed', async () => {
      const before = await pods();
      const {uid = '', name: killed = ''} = before[0]?.metadata ?? {};
      await kube.delete({apiVersion: 'v1', kind: 'Pod', namespace, name: killed}, {uid, graceSeconds: 0});
      await until(async () => !(await readyEndpoints()).includes(killed));
      await settled();
      const now = await pods();
      expect(now).toHaveLength(2);
      expect(now.map(({metadata}) => metadata?.uid)).not.toContain(uid);
    });

    it('leave the endpoints when they are not ready, and come back', async () => {
      await call('/unready');
      expect(await until(async () => (await readyEndpoints()).length === 1)).toBe(true);
      // Where addresses are published though not ready, only `serving` tells the truth.
      expect(await until(async () => (await endpointsThatAre('serving', 'victim-peers')).length === 1)).toBe(true);
      expect(await endpointsThatAre('ready', 'victim-peers')).toHaveLength(2);
      const unready = (await pods()).find(({status}) => !status?.containerStatuses?.[0]?.ready);
      const events = await eventsOf(unready?.metadata?.uid ?? '');
      const unhealthy = events.filter(({reason}) => reason === 'Unhealthy').map(({message}) => message);
      expect(unhealthy).toContainEqual(
        expect.stringMatching(/^Readiness probe failed: HTTP probe failed with statuscode: 503/),
      );
      await kube.delete({apiVersion: 'v1', kind: 'Pod', namespace, name: unready?.metadata?.name ?? ''});
      await settled();
    });

    it('count their CPU time upwards', async () => {
      const node = (await pods())[0]?.spec?.nodeName;
      const read = async (): Promise<Map<string, number>> => {
        const {text} = await kube.raw('GET', `/api/v1/nodes/${node}/proxy/metrics/resource`);
        return new Map(readKubeletMetrics(text, namespace).map(one => [one.pod, one.cpuSeconds]));
      };
      let last = await until(async () => {
        const now = await read();
        return now.size === 2 && now;
      });
      const first = last;
      await until(async () => {
        await call('/burn');
        const now = await read();
        for (const [pod, seconds] of last) expect(now.get(pod)).toBeGreaterThanOrEqual(seconds);
        last = now;
        return [...now].some(([pod, seconds]) => seconds > (first.get(pod) ?? 0) + 0.2);
      });
    });

    it('restart without a gap', async () => {
      const before = (await pods()).map(({metadata}) => metadata?.uid);
      const end = new AbortController();
      let fewest = Number.POSITIVE_INFINITY;
      const slices = new Map<string, number>();
      const set = {
        ...{apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', namespace},
        labelSelector: 'kubernetes.io/service-name=victim',
      };
      let isSynced = false;
      const count = (): void => {
        if (isSynced)
          fewest = Math.min(
            fewest,
            [...slices.values()].reduce((sum, ready) => sum + ready, 0),
          );
      };
      const watching = kube.watch<EndpointSlice>(
        set,
        {
          event: ({type, object}) => {
            const ready = (object.endpoints ?? []).filter(({conditions}) => conditions?.ready).length;
            slices.set(object.metadata?.name ?? '', type === 'DELETED' ? 0 : ready);
            count();
          },
          synced: () => {
            isSynced = true;
            count();
          },
        },
        end.signal,
      );
      await kube.apply(victimDeployment({name: 'victim', namespace, annotations: {restarted: 'once'}}));
      await settled();
      end.abort();
      await watching;
      expect(fewest).toBe(2);
      const now = (await pods()).map(({metadata}) => metadata?.uid);
      expect(now).toHaveLength(2);
      expect(now.filter(uid => before.includes(uid))).toEqual([]);
      expect((await deployment())?.metadata?.annotations).toMatchObject({'deployment.kubernetes.io/revision': '2'});
    });

    it('start a container that crashes again, and wait longer each time', async () => {
      await kube.apply(victimDeployment({name: 'victim', namespace, replicas: 1, annotations: {restarted: 'once'}}));
      await settled();
      const container = async () => (await pods())[0]?.status?.containerStatuses?.[0];
      await call('/crash');
      const restarted = await until(async () => {
        const now = await container();
        return now?.restartCount === 1 && now.ready && now;
      });
      expect(restarted.lastState?.terminated).toMatchObject({exitCode: 7, reason: 'Error'});
      await call('/crash');
      const waiting = await until(async () => {
        const now = await container();
        return now?.state?.waiting?.reason === 'CrashLoopBackOff' && now;
      });
      expect(waiting.state?.waiting?.message).toMatch(/^back-off 10s restarting failed container=victim pod=/);
      expect(waiting.ready).toBe(false);
      const events = await eventsOf((await pods())[0]?.metadata?.uid ?? '');
      expect(events.map(({reason}) => reason)).toContain('BackOff');
    });
  });
}
