import {fullName, restartOnNewImages} from '../../../src/deploy/image-restarts.js';
import {aWorkload} from '../../builders/a-workload.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {fakeKube} from '../../fakes/fake-kube.js';

const digest = (character: string) => `sha256:${character.repeat(64)}`;
const built = [{name: 'checkout:ci', id: digest('b'), buildMs: 1, loadMs: 1}];

function scene(runningImage: string) {
  const clock = fakeClock();
  const kube = fakeKube({now: clock.now});
  const now = kube.put(aWorkload().inNamespace('shop').build()) as ReturnType<ReturnType<typeof aWorkload>['build']>;
  kube.put({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name: 'checkout-1', namespace: 'shop', labels: {app: 'checkout'}},
    spec: {containers: [{name: 'app', image: 'checkout:ci'}]},
    status: {containerStatuses: [{name: 'app', image: 'docker.io/library/checkout:ci', imageID: runningImage}]},
  });
  return {kube, now, ports: {kube, clock, signal: new AbortController().signal}};
}

describe('restartOnNewImages', () => {
  it('restarts an unchanged workload whose pods run another image than the built one', async () => {
    const {now, ports} = scene(`docker://${digest('a')}`);
    const {workloads, notices} = await restartOnNewImages([{before: now, now}], built, ports);
    expect(workloads[0]?.spec.template.metadata?.annotations).toEqual({
      'kubectl.kubernetes.io/restartedAt': '2026-01-01T00:00:00.000Z',
    });
    expect(workloads[0]?.metadata.generation).toBe(2);
    expect(notices).toEqual([
      'Deployment/checkout was restarted, since checkout:ci was built anew under the same tag.',
    ]);
  });

  it('leaves pods alone that run the built image already', async () => {
    const {now, ports, kube} = scene(`docker://${digest('b')}`);
    await expect(restartOnNewImages([{before: now, now}], built, ports)).resolves.toEqual({
      workloads: [now],
      notices: [],
    });
    expect(kube.calls).toEqual(['list Pod']);
  });

  it('leaves workloads alone that are new, were changed anyway, or use no built image', async () => {
    const {now, ports, kube} = scene(digest('a'));
    const changed = aWorkload().inNamespace('shop').withImage('checkout:old').build();
    const other = aWorkload('Deployment', 'mail').withImage('mail:1').build();
    const standing = [
      {before: undefined, now},
      {before: changed, now},
      {before: other, now: other},
    ];
    const {notices} = await restartOnNewImages(standing, built, ports);
    expect(notices).toEqual([]);
    expect(kube.calls).toEqual([]);
  });
});

describe('fullName', () => {
  it.each([
    ['checkout', 'docker.io/library/checkout:latest'],
    ['checkout:ci', 'docker.io/library/checkout:ci'],
    ['team/checkout:ci', 'docker.io/team/checkout:ci'],
    ['localhost/checkout', 'localhost/checkout:latest'],
    ['ghcr.io/team/checkout', 'ghcr.io/team/checkout:latest'],
    ['registry:5000/checkout', 'registry:5000/checkout:latest'],
    [`checkout@${digest('a')}`, `docker.io/library/checkout@${digest('a')}`],
  ])('writes %s as %s', (short, full) => {
    expect(fullName(short)).toBe(full);
  });
});
