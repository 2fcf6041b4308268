import type {ContainerStatus, Pod} from 'kubernetes-types/core/v1.js';
import {containerRuns} from '../../../src/measure/container-runs.js';
import {aPod} from '../../builders/a-pod.js';

/** The runs of a pod that was seen one second after the other, from 1 s on. */
function runsOf(...sights: {build(): Pod}[]) {
  const runs = containerRuns();
  for (const [index, sight] of sights.entries()) runs.see(sight.build(), 1000 * (index + 1));
  return runs.all();
}

const running = aPod('a').running('c-1');
const exited = running.exited('c-1', 1);

describe('the runs of a pod’s containers', () => {
  it('last until the watch sees them over, and open while they go on', () => {
    expect(runsOf(aPod('a'), running, running)).toEqual([{container: 'app', from: 2000, to: undefined}]);
    expect(runsOf(aPod('a'), running, exited, exited)).toEqual([{container: 'app', from: 2000, to: 3000}]);
  });

  it('are told apart where an exit and the next start are seen at once', () => {
    expect(runsOf(running, exited.restartedAs('c-2', 'c-1', 1))).toEqual([
      {container: 'app', from: 1000, to: 2000},
      {container: 'app', from: 2000, to: undefined},
    ]);
  });

  it('tell how they ended, where only the next one tells of it, too', () => {
    const killed = running.exited('c-1', 137, 'OOMKilled').build();
    const past = killed.status!.containerStatuses![0]!.state!;
    const again = running.running('c-2').build();
    Object.assign(again.status!.containerStatuses![0]!, {lastState: past});
    for (const pod of [killed, again])
      expect(runsOf(running, {build: () => pod})[0]).toEqual({
        container: 'app',
        from: 1000,
        to: 2000,
        reason: 'OOMKilled',
      });
  });

  it('include those that were over when they were first seen, of init containers too', () => {
    const done: ContainerStatus = {
      ...{name: 'migrate', image: 'i', imageID: '', ready: true, restartCount: 0, containerID: 'c-0'},
      state: {terminated: {containerID: 'c-0', exitCode: 0, reason: 'Completed'}},
    };
    const pod = running.build();
    const runs = containerRuns();
    runs.see({...pod, status: {...pod.status, initContainerStatuses: [done]}}, 1000);
    expect(runs.all()).toEqual([
      {container: 'migrate', from: 1000, to: 1000, reason: 'Completed'},
      {container: 'app', from: 1000, to: undefined},
    ]);
  });
});
