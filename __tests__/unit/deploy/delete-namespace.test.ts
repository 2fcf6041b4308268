import {deleteNamespace} from '../../../src/deploy/delete-namespace.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {fakeKube} from '../../fakes/fake-kube.js';

const REF = {apiVersion: 'v1', kind: 'Namespace', name: 'gate-shop-1'};
const never = new AbortController().signal;

function aHeldNamespace() {
  const clock = fakeClock();
  const kube = fakeKube({now: clock.now});
  const {metadata} = kube.put({...REF, metadata: {name: REF.name, finalizers: ['kubernetes']}});
  kube.answer('/pods?gracePeriodSeconds=1', {});
  return {kube, clock, identity: {name: REF.name, uid: metadata.uid ?? ''}};
}

describe('deleteNamespace', () => {
  it('resolves when the namespace is gone', async () => {
    const {kube, clock, identity} = aHeldNamespace();
    const deleting = deleteNamespace(identity, {kube, clock}, never);
    await clock.advance(5_000);
    kube.remove(REF);
    await expect(deleting).resolves.toBeUndefined();
    expect(kube.calls).toContain('DELETE /api/v1/namespaces/gate-shop-1/pods?gracePeriodSeconds=1');
  });

  it('leaves a namespace alone that only has the same name', async () => {
    const {kube, clock} = aHeldNamespace();
    await deleteNamespace({name: REF.name, uid: 'another'}, {kube, clock}, never);
    expect((await kube.get(REF))?.metadata.deletionTimestamp).toBeUndefined();
    expect(kube.calls.filter(call => call.startsWith('DELETE'))).toEqual([]);
  });

  it('is done when a new one has taken the name', async () => {
    const {kube, clock, identity} = aHeldNamespace();
    const deleting = deleteNamespace(identity, {kube, clock}, never);
    await clock.advance(1_000);
    kube.remove(REF);
    kube.put({...REF, metadata: {name: REF.name}});
    await expect(deleting).resolves.toBeUndefined();
  });

  it('says what blocks when the time is up, or the signal ends the wait', async () => {
    const blocked = [
      {type: 'NamespaceDeletionDiscoveryFailure', status: 'False', message: 'All resources successfully discovered'},
      {
        type: 'NamespaceContentRemaining',
        status: 'True',
        message: 'Some resources are remaining: pods. has 1 resource instances',
      },
      {type: 'NamespaceFinalizersRemaining', status: 'True', message: 'chaos-mesh/records in 1 resource instances'},
    ];
    const message =
      'the namespace gate-shop-1 is still being deleted after 60 s: Some resources are remaining: pods. has 1 resource instances; chaos-mesh/records in 1 resource instances';

    const late = aHeldNamespace();
    const deleting = deleteNamespace(late.identity, late, never, 60_000);
    late.kube.put({...REF, metadata: {name: REF.name}, status: {conditions: blocked}});
    const judged = expect(deleting).rejects.toMatchObject({blame: 'environment', message});
    await late.clock.advance(60_000);
    await judged;

    const hurried = aHeldNamespace();
    const hurry = new AbortController();
    const cut = deleteNamespace(hurried.identity, hurried, hurry.signal);
    const cutJudged = expect(cut).rejects.toThrow('the namespace gate-shop-1 is still being deleted after 6 s');
    await hurried.clock.advance(6_000);
    hurry.abort(new Error('not done within 6 s'));
    await cutJudged;
  });
});
