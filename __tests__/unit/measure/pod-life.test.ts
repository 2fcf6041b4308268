import type {Pod} from 'kubernetes-types/core/v1.js';
import {podLife} from '../../../src/measure/pod-life.js';
import {podRecord} from '../../../src/measure/pod-record.js';
import {aPod} from '../../builders/a-pod.js';

/** A pod seen one second after the other, from 1 s on. */
function lifeOf(...sights: {build(): Pod}[]) {
  const record = podRecord(sights[0]!.build());
  for (const [index, sight] of sights.entries()) record.see(sight.build(), 1000 * (index + 1), 0);
  return {record, life: () => podLife(record, 'Deployment/shop')};
}

const bound = aPod('a').scheduledOn('n');
const running = bound.initialized().running('c-1');
const ready = running.ready();

describe('a pod’s life', () => {
  it('starts when it is bound, until it is ready', () => {
    const {life} = lifeOf(aPod('a'), bound, running, ready);
    expect(life()).toMatchObject({createdAt: 1000, leavingAt: undefined, startUps: [{from: 2000, to: 4000}]});
  });

  it('starts again with the exit of a container, until it is ready again', () => {
    const exited = running.exited('c-1', 1).unready();
    const again = exited.restartedAs('c-2', 'c-1', 1);
    const {life} = lifeOf(ready, exited, again, again.ready());
    expect(life().startUps.at(-1)).toEqual({from: 2000, to: 4000});
  });

  it('starts anew with each crash on the way', () => {
    const {life} = lifeOf(bound, running, running.exited('c-1', 1), running.restartedAs('c-2', 'c-1', 1));
    expect(life().startUps).toEqual([
      {from: 1000, to: 3000},
      {from: 3000, to: undefined},
    ]);
  });

  it('does not start where it is only unready', () => {
    expect(lifeOf(bound, ready, ready.unready(), ready).life().startUps).toEqual([{from: 1000, to: 2000}]);
  });

  it('does not start where a container exits beside others and it stays ready', () => {
    const other = ready.restartedAs('c-2', 'c-1', 0);
    expect(lifeOf(bound, ready, other).life().startUps).toEqual([{from: 1000, to: 2000}]);
  });

  it('ends to start when it leaves', () => {
    const {record, life} = lifeOf(bound, running, running.terminating());
    record.gone(9000, 0);
    expect(life()).toMatchObject({leavingAt: 3000, startUps: [{from: 1000, to: 3000}]});
  });

  it('knows what its controller made it from', () => {
    const withLabels = (labels: Record<string, string>) => {
      const pod = aPod('a').build();
      return podLife(podRecord({...pod, metadata: {...pod.metadata, labels}}), undefined).revision;
    };
    expect(withLabels({'pod-template-hash': 'x'})).toBe('x');
    expect(withLabels({'controller-revision-hash': 'y'})).toBe('y');
    expect(withLabels({})).toBeUndefined();
  });
});
