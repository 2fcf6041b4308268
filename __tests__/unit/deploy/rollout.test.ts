import {heldBack, rolloutOf} from '../../../src/deploy/rollout.js';
import {aWorkload} from '../../builders/a-workload.js';

const deployment = (status: object, replicas = 2) =>
  rolloutOf(aWorkload().withReplicas(replicas).withStatus(status).build());
const seen = {observedGeneration: 1};

describe('rolloutOf a Deployment', () => {
  it.each([
    ['waits for its controller', {}, {isDone: false, ready: 0, waitsFor: 'its controller has not seen it yet'}],
    [
      'waits for updated pods',
      {...seen, replicas: 2, updatedReplicas: 1, availableReplicas: 2},
      {isDone: false, waitsFor: '1 of 2 pods updated'},
    ],
    [
      'waits for old pods to go',
      {...seen, replicas: 3, updatedReplicas: 2, availableReplicas: 3},
      {isDone: false, ready: 2, waitsFor: '1 old pods still there'},
    ],
    [
      'waits for available pods',
      {...seen, replicas: 2, updatedReplicas: 2, availableReplicas: 1},
      {isDone: false, ready: 1},
    ],
    ['is done', {...seen, replicas: 2, updatedReplicas: 2, availableReplicas: 2}, {isDone: true, ready: 2, wanted: 2}],
  ])('%s', (_what, status, expected) => {
    expect(deployment(status)).toMatchObject(expected);
  });

  it('has given up when its progress deadline is exceeded', () => {
    const conditions = [{type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded'}];
    const status = {...seen, replicas: 2, updatedReplicas: 2, conditions};
    expect(deployment(status)).toMatchObject({
      isDone: false,
      gaveUp: 'no progress within its progressDeadlineSeconds (600)',
    });
  });

  it('does not believe the status of an older generation', () => {
    const old = aWorkload().ready().build();
    expect(rolloutOf({...old, metadata: {...old.metadata, generation: 2}}).isDone).toBe(false);
  });

  it('is done with no replicas', () => {
    expect(deployment(seen, 0)).toMatchObject({isDone: true, wanted: 0});
  });
});

describe('rolloutOf a StatefulSet', () => {
  const statefulSet = (spec: object, status: object) =>
    rolloutOf(
      aWorkload('StatefulSet', 'db')
        .withReplicas(3)
        .withSpec(spec)
        .withStatus({...seen, ...status})
        .build(),
    );
  const rolling = (partition?: number) => ({updateStrategy: {type: 'RollingUpdate', rollingUpdate: {partition}}});

  it('waits for ready pods, then for updated ones', () => {
    expect(statefulSet(rolling(), {readyReplicas: 2, updatedReplicas: 3})).toMatchObject({isDone: false, ready: 2});
    expect(statefulSet(rolling(), {readyReplicas: 3, updatedReplicas: 2})).toMatchObject({
      isDone: false,
      waitsFor: '2 of 3 pods updated',
    });
    expect(statefulSet(rolling(), {readyReplicas: 3, updatedReplicas: 3})).toMatchObject({isDone: true});
  });

  it('updates no pods below its partition', () => {
    expect(statefulSet(rolling(2), {readyReplicas: 3, updatedReplicas: 0})).toMatchObject({
      isDone: false,
      waitsFor: '0 of 1 pods updated',
    });
    expect(statefulSet(rolling(2), {readyReplicas: 3, updatedReplicas: 1})).toMatchObject({isDone: true});
  });

  it('is done with ready pods of any template when told OnDelete', () => {
    const spec = {updateStrategy: {type: 'OnDelete'}};
    expect(statefulSet(spec, {readyReplicas: 3})).toMatchObject({isDone: true});
    expect(statefulSet(spec, {readyReplicas: 2})).toMatchObject({isDone: false});
  });
});

describe('rolloutOf a DaemonSet', () => {
  const daemonSet = (status: object, spec = {}) =>
    rolloutOf(
      aWorkload('DaemonSet', 'agent')
        .withSpec(spec)
        .withStatus({...seen, ...status})
        .build(),
    );

  it('waits for updated, then for available pods', () => {
    expect(daemonSet({desiredNumberScheduled: 2, updatedNumberScheduled: 1, numberAvailable: 2})).toMatchObject({
      isDone: false,
      waitsFor: '1 of 2 pods updated',
    });
    expect(daemonSet({desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1})).toMatchObject({
      isDone: false,
      ready: 1,
    });
    expect(daemonSet({desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2})).toMatchObject({
      isDone: true,
    });
  });

  it('takes old pods when told OnDelete', () => {
    const status = {desiredNumberScheduled: 2, updatedNumberScheduled: 0, numberAvailable: 2};
    expect(daemonSet(status, {updateStrategy: {type: 'OnDelete'}})).toMatchObject({isDone: true});
  });
});

describe('heldBack', () => {
  it('names the pods that go on with the old template', () => {
    const set = aWorkload('StatefulSet', 'db').withReplicas(3);
    const partitioned = set
      .withSpec({updateStrategy: {rollingUpdate: {partition: 2}}})
      .withStatus({updatedReplicas: 1});
    expect(heldBack(partitioned.build())).toBe('StatefulSet/db: 2 of 3 pods still run the old template (partition 2).');
    const daemon = aWorkload('DaemonSet', 'agent')
      .withSpec({updateStrategy: {type: 'OnDelete'}})
      .withStatus({desiredNumberScheduled: 1});
    expect(heldBack(daemon.build())).toBe(
      'DaemonSet/agent: 1 of 1 pods still run the old template (updateStrategy OnDelete).',
    );
    expect(heldBack(set.ready().build())).toBeUndefined();
    expect(heldBack(aWorkload('DaemonSet', 'agent').ready().build())).toBeUndefined();
    expect(heldBack(aWorkload().build())).toBeUndefined();
  });
});
