import {podChanges} from '../../../src/measure/pod-changes.js';
import {aPod} from '../../builders/a-pod.js';

const kinds = (before: Parameters<typeof podChanges>[0], after: Parameters<typeof podChanges>[1]) =>
  podChanges(before, after).map(change => change.what);

describe('podChanges', () => {
  const created = aPod('a');
  const scheduled = created.scheduledOn('node-1');
  const initialized = scheduled.initialized();
  const running = initialized.running('c1');
  const ready = running.ready();

  it('tells the steps of a healthy start in order', () => {
    expect(kinds(undefined, created.build())).toEqual(['created']);
    expect(kinds(created.build(), scheduled.build())).toEqual(['scheduled']);
    expect(kinds(scheduled.build(), initialized.build())).toEqual(['initialized']);
    expect(kinds(initialized.build(), running.build())).toEqual(['started']);
    expect(kinds(running.build(), ready.build())).toEqual(['ready']);
    expect(kinds(ready.build(), ready.build())).toEqual([]);
  });

  describe('of a pod with readiness gates', () => {
    const GATES = ['example.com/listed', 'example.com/other'];
    const gated = (conditions: string[]) => {
      const pod = structuredClone(running.build());
      pod.spec!.readinessGates = GATES.map(conditionType => ({conditionType}));
      pod.status!.conditions = conditions.map(type => ({type, status: 'True'}));
      return pod;
    };
    const starting = gated(['Initialized']);
    const waiting = gated(['Initialized', 'ContainersReady', 'example.com/other']);
    const listed = gated(['Initialized', 'ContainersReady', ...GATES, 'Ready']);

    it('tells when its containers were ready, and which gates held it back from then on', () => {
      expect(podChanges(starting, waiting)).toEqual([{what: 'containers-ready', gates: ['example.com/listed']}]);
      expect(kinds(waiting, listed)).toEqual(['ready']);
    });

    it('names no gate where all were open before its containers were ready', () => {
      const open = gated(['Initialized', 'ContainersReady', ...GATES]);
      expect(podChanges(starting, open)).toEqual([{what: 'containers-ready'}]);
    });

    it('tells a gate that closed from containers that are no longer ready', () => {
      expect(podChanges(listed, waiting)).toEqual([{what: 'unready', gates: ['example.com/listed']}]);
      expect(podChanges(listed, starting)).toEqual([{what: 'unready'}]);
    });

    it('blames no gate where the node was lost', () => {
      const lost = gated(['Initialized', 'ContainersReady', ...GATES]);
      expect(podChanges(listed, lost)).toEqual([{what: 'unready'}]);
    });
  });

  it('tells all steps at once of a pod that is first seen ready', () => {
    expect(kinds(undefined, ready.build())).toEqual(['created', 'scheduled', 'initialized', 'started', 'ready']);
  });

  it('sees a container exit with its code and reason', () => {
    const exited = ready.exited('c1', 137, 'OOMKilled').unready();
    expect(podChanges(ready.build(), exited.build())).toEqual([
      {
        what: 'container-exited',
        detail: 'app: exit code 137, OOMKilled',
        exit: {container: 'app', code: 137, reason: 'OOMKilled'},
      },
      {what: 'unready'},
    ]);
  });

  it('counts an exit once when it is reported first as the state and then as the last state', () => {
    const exited = ready.exited('c1', 1);
    const restarted = ready.restartedAs('c2', 'c1', 1);
    expect(kinds(ready.build(), exited.build())).toEqual(['container-exited']);
    expect(kinds(exited.build(), restarted.build())).toEqual(['started']);
  });

  it('counts exits of which only the restarts were told', () => {
    const changes = podChanges(ready.build(), ready.restartedAs('c3', 'c2', 1, 2).build());
    expect(changes.map(({what, detail}) => [what, detail])).toEqual([
      ['container-exited', 'app: its exit was not seen, its restart was counted'],
      ['container-exited', 'app: exit code 1'],
      ['started', 'app'],
    ]);
  });

  it('sees an exit that is only reported as the past of the next container', () => {
    expect(kinds(ready.build(), ready.restartedAs('c2', 'c1', 137).build())).toEqual(['container-exited', 'started']);
  });

  it('does not blame a pod for what it lived through before it was first seen', () => {
    expect(kinds(undefined, ready.restartedAs('c2', 'c1', 1).build())).not.toContain('container-exited');
  });

  it('takes a pod that is being deleted out of the ready ones', () => {
    expect(kinds(ready.build(), ready.terminating().build())).toEqual(['unready', 'terminating']);
  });

  it('tells how long the deletion lets a pod live, not that the kubelet later deletes it for good', () => {
    const deleted = (seconds: number) => {
      const pod = ready.terminating().build();
      Object.assign(pod.metadata!, {deletionGracePeriodSeconds: seconds});
      return pod;
    };
    expect(podChanges(ready.build(), deleted(5))).toContainEqual({what: 'terminating', graceSeconds: 5});
    expect(podChanges(deleted(5), deleted(0))).toEqual([]);
  });
});
