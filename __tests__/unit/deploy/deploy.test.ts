import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {KubeObject} from '../../../src/cluster/kube.js';
import {deployVictim} from '../../../src/deploy/deploy.js';
import {namespaceName} from '../../../src/deploy/namespace-name.js';
import type {Spec} from '../../../src/spec/schema.js';
import {aSpec} from '../../builders/a-spec.js';
import {aWorkload} from '../../builders/a-workload.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {fakeKube} from '../../fakes/fake-kube.js';
import {fakeLedger} from '../../fakes/fake-ledger.js';
import {recordingLogger} from '../../fakes/recording-logger.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'deploy-'));
});
afterEach(() => rmSync(dir, {recursive: true}));

const service: KubeObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {name: 'checkout'},
  spec: {selector: {app: 'checkout'}},
};

/** Writes the manifests, and gives a spec that names them. */
function specFor(objects: KubeObject[] | undefined, victim: Partial<Spec['victim']> = {}): Spec {
  const {
    victim: {manifests: _manifests, ...defaults},
    ...spec
  } = aSpec().build();
  if (objects !== undefined)
    writeFileSync(join(dir, 'app.yaml'), objects.map(object => JSON.stringify(object)).join('\n---\n'));
  const manifests = objects === undefined ? {} : {manifests: [join(dir, 'app.yaml')]};
  return {...spec, dir, file: join(dir, 'gate.yaml'), victim: {...defaults, ...manifests, ...victim}};
}

/** A cluster whose controllers need 200 ms, and a Docker that needs 100 ms to build and 50 ms to load. */
function ports() {
  const clock = fakeClock();
  const kube = fakeKube({now: clock.now});
  kube.when('Deployment', object => {
    void clock.sleep(200).then(() => {
      const {namespace} = object.metadata;
      kube.put({...object, status: statusAt(object.metadata.generation ?? 1)});
      const labels = {'kubernetes.io/service-name': 'checkout'};
      const metadata = {name: 'checkout-1', ...(namespace === undefined ? {} : {namespace}), labels};
      kube.put({
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata,
        endpoints: [{addresses: [], conditions: {ready: true}}],
      });
    });
  });
  const commands: string[] = [];
  return {
    kube,
    clock,
    commands,
    ledger: fakeLedger(),
    logger: recordingLogger(),
    env: {},
    signal: new AbortController().signal,
    loader: {how: 'kind load docker-image', load: () => clock.sleep(50)},
    run: async (_program: string, args: string[]) => {
      commands.push(args[0] ?? '');
      if (args[0] === 'build') await clock.sleep(100);
      return args[0] === 'image' ? `sha256:${'b'.repeat(64)}\n` : '';
    },
  };
}

function statusAt(observedGeneration: number): object {
  return {observedGeneration, replicas: 1, updatedReplicas: 1, availableReplicas: 1};
}

/** Files are read in real time, so the clock is moved in small steps until the deployment is over. */
async function deploy(spec: Spec, to = ports()) {
  let isOver = false;
  const deploying = deployVictim(spec, to).finally(() => {
    isOver = true;
  });
  deploying.catch(() => {}); // judged by the test
  while (!isOver) await to.clock.advance(10);
  return deploying;
}

const image = {name: 'checkout:ci', build: '/spec/app', args: {}};

describe('deployVictim', () => {
  it('builds, loads, applies and waits, and says what it deployed and how long that took', async () => {
    const to = ports();
    const victim = await deploy(specFor([service, aWorkload().build()], {images: [image]}), to);
    const namespace = namespaceName('checkout', 'run-1');
    expect(victim).toEqual({
      namespace,
      workloads: [{kind: 'Deployment', name: 'checkout', selector: 'app=checkout'}],
      notices: [],
      timings: {build: 100, load: 50, apply: 0, rollout: 200},
    });
    expect(to.ledger.lines[0]).toBe(`intend Namespace/${namespace}`);
    expect(to.logger.lines.filter(line => line.startsWith('step'))).toEqual([
      'step Building checkout:ci',
      `step Deploying to the namespace ${namespace}`,
      'step Waiting for checkout',
    ]);
  });

  it('refuses what it can before it builds or changes anything', async () => {
    const to = ports();
    const clusterRole = {apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: {name: 'x'}};
    const spec = specFor([clusterRole, aWorkload().build()], {images: [image]});
    await expect(deploy(spec, to)).rejects.toMatchObject({blame: 'usage'});
    expect(to.commands).toEqual([]);
    expect(to.ledger.lines).toEqual([]);
    expect(to.kube.calls.filter(call => /^(create|apply)/.test(call))).toEqual([]);
  });

  it('refuses a victim with nothing to break', async () => {
    await expect(deploy(specFor([service]))).rejects.toMatchObject({
      blame: 'usage',
      message: 'the manifests hold no Deployment, StatefulSet or DaemonSet',
    });
    const to = ports();
    to.kube.put({apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'team'}});
    await expect(deploy(specFor(undefined, {namespace: 'team', adopt: true}), to)).rejects.toMatchObject({
      blame: 'usage',
      message: '`victim` names no manifests, and the namespace team has no workload either',
    });
  });

  it('takes the workloads of a named namespace where there are no manifests, and restarts them on new images', async () => {
    const to = ports();
    to.kube.put({apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'team'}});
    to.kube.put(aWorkload().inNamespace('team').ready().build());
    to.kube.put({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {name: 'checkout-1', namespace: 'team', labels: {app: 'checkout'}},
      spec: {containers: [{name: 'app', image: 'checkout:ci'}]},
      status: {containerStatuses: [{name: 'app', imageID: `sha256:${'a'.repeat(64)}`}]},
    });
    const victim = await deploy(specFor(undefined, {namespace: 'team', adopt: true, images: [image]}), to);
    expect(victim).toMatchObject({
      namespace: 'team',
      workloads: [{kind: 'Deployment', name: 'checkout', selector: 'app=checkout'}],
      notices: ['Deployment/checkout was restarted, since checkout:ci was built anew under the same tag.'],
      timings: {rollout: 200},
    });
    expect(to.ledger.lines).toEqual([]);
  });

  it('puts together secrets, a Kustomize folder and a chart for the cluster’s version', async () => {
    const to = ports();
    const lines: string[] = [];
    to.run = async (program: string, args: string[]) => {
      lines.push([program, ...args].join(' '));
      return JSON.stringify(program === 'helm' ? aWorkload().build() : service);
    };
    const rendered = {kustomize: '/spec/base', helm: {chart: '/spec/chart', values: []}};
    const spec = specFor(undefined, {...rendered, secrets: [{name: 'db', data: {user: 'app'}}]});
    const {namespace} = await deploy(spec, to);
    expect(lines).toEqual([
      'kubectl kustomize /spec/base',
      `helm template checkout /spec/chart -n ${namespace} --kube-version v1.35.0 --skip-tests`,
    ]);
    expect(to.kube.calls.filter(call => call.startsWith('apply'))).toEqual([
      `apply Secret/${namespace}/db`,
      `apply Service/${namespace}/checkout`,
      `apply Deployment/${namespace}/checkout`,
    ]);
  });

  it('leaves the namespace in the ledger when the victim does not get ready', async () => {
    const to = ports();
    const slow = aWorkload('StatefulSet', 'db').build();
    await expect(deploy(specFor([slow], {readyWithin: 5_000}), to)).rejects.toMatchObject({
      blame: 'change',
      message: expect.stringContaining('StatefulSet/db did not become ready within 5s'),
    });
    expect(to.ledger.lines).toHaveLength(2);
  });
});
