import {setTimeout as sleep} from 'node:timers/promises';
import {aClosedService} from './a-closed-service.js';
import {type LateGate, openGateLate} from './a-late-gate.js';
import {aMovingImage} from './a-moving-image.js';
import {diagnosesOf, removeWithNothingLeft, type Workspace, workspace} from './gate-process.js';
import {kubectl} from './kubectl.js';
import {type SickWorkload, sickManifests} from './sick-workloads.js';

const PULL_SECONDS = 5;
const GATE = 'example.com/listed';
const GATE_SECONDS = 5;

const workloads = (image: string): SickWorkload[] => [
  {name: 'moving', container: {image, imagePullPolicy: 'Always'}},
  {
    name: 'crashing',
    // Its third start is the first one that succeeds: a file in the pod's volume counts them.
    script: `require('node:fs').appendFileSync('/count/starts', '.');
      if (require('node:fs').statSync('/count/starts').size < 3) process.exit(3);
      process.on('SIGTERM', () => process.exit(0)); listen();`,
    container: {volumeMounts: [{name: 'count', mountPath: '/count'}]},
    pod: {volumes: [{name: 'count', emptyDir: {}}]},
  },
  {name: 'slow-starter', script: "process.on('SIGTERM', () => process.exit(0)); setTimeout(listen, 5000);"},
  {
    name: 'rarely-probed',
    script: "process.on('SIGTERM', () => process.exit(0)); setTimeout(listen, 2000);",
    container: {readinessProbe: {httpGet: {path: '/', port: 'http'}, periodSeconds: 10}},
  },
  {name: 'unlisted'},
  {name: 'gated', pod: {readinessGates: [{conditionType: GATE}]}},
  {name: 'withdrawn', container: {image, imagePullPolicy: 'Always'}},
];

const SPEC = {
  name: 'slow',
  victim: {manifests: 'k8s', readyWithin: '90s'},
  load: {service: 'slow-starter:80', rate: '50/s', maxLateness: '1s'},
  steady: {for: '3s', p95Slack: '1s'},
  phases: {warmup: '2s', baseline: '8s', recover: '25s'},
  experiments: workloads('').map(({name}) => ({
    name,
    podKill: {target: `Deployment/${name}`},
    engine: 'native',
    for: '5s',
  })),
  gate: {must: ['recovery <= 60s'], should: ['recovery <= 5s']},
};

interface Pods {
  items: {
    metadata: {namespace: string; deletionTimestamp?: string};
    status?: {conditions?: {type: string; status: string}[]};
  }[];
}

/** Waits until both pods of the run's workload are Ready and none is leaving. */
async function untilBothAreReady(app: string): Promise<void> {
  for (; ; await sleep(200)) {
    const pods = kubectl<Pods>('get', 'pods', '-A', '-l', `app=${app}`).items.filter(
      ({metadata}) => metadata.namespace.startsWith('gate-slow-') && metadata.deletionTimestamp === undefined,
    );
    const ready = pods.filter(({status}) =>
      status?.conditions?.some(one => one.type === 'Ready' && one.status === 'True'),
    );
    if (pods.length === 2 && ready.length === 2) return;
  }
}

describe('the diagnosis of slow recoveries on a real cluster', () => {
  let space: Workspace;
  let gate: LateGate;
  let run: ReturnType<Workspace['start']> | undefined;
  const unlisted = aClosedService('unlisted');
  const moving = aMovingImage('gate-e2e-registry', {seconds: PULL_SECONDS});
  beforeEach(() => {
    space = workspace();
    gate = openGateLate('gated', GATE, GATE_SECONDS);
  });
  afterEach(async () => {
    unlisted.open();
    run?.process.kill('SIGINT'); // where the test itself gave up
    await run?.ended;
    await gate.stop();
    moving.remove();
    await removeWithNothingLeft(space);
  });

  it('names what took the time, and nothing else', async () => {
    space.write('k8s/slow.yaml', sickManifests(workloads(moving.serve())));
    run = space.start('run', '--spec', space.write('gate.yaml', SPEC), '--out', space.out);
    await run.said('Experiment crashing');
    moving.remove();
    unlisted.close();
    await run.said('of 2 pods of Deployment/unlisted');
    await untilBothAreReady('unlisted');
    await sleep(3_500); // kube-controller-manager tries again 1, 3, 7 and 15 s after the pod is ready
    unlisted.open();
    expect(diagnosesOf(await run.ended)).toEqual({
      'Deployment/moving image-pull': expect.stringMatching(
        /^pulling the image took [5-9]\.\d s of the ([6-9]|1\d)\.\d s that moving-\S+ took to come back \(1\d\d MB\) -> keep the image on the nodes: imagePullPolicy: IfNotPresent for container app \(it is Always\)/,
      ),
      'Deployment/crashing crash-loop': expect.stringMatching(
        /^container app of crashing-\S+ ended 2 times \(exit code 3\) in the [12]\d\.\d s of its recovery; the kubelet waits 10 s before the second restart/,
      ),
      'Deployment/slow-starter slow-start': expect.stringMatching(
        /^container app needed [4-8]\.\d s of the ([5-9]|1[0-3])\.\d s that slow-starter-\S+ took to come back to start; (at least )?[2-9] probes failed meanwhile, .*connection refused/,
      ),
      'Deployment/rarely-probed probe-settings': expect.stringMatching(
        /^the probe of container app passed (9|1[0-2])\.\d s after the last of \d that failed: readinessProbe\.periodSeconds: 10 costs up to (9|1[0-2])\.\d s of the 1\d\.\d s .* -> set readinessProbe\.periodSeconds: 1 of container app/,
      ),
      'Deployment/withdrawn image-pull': expect.stringMatching(
        /^withdrawn-\S+ could not pull its image: Failed to pull image .* connection refused -> load the image into the nodes before/,
      ),
      'Deployment/gated endpoints-late': expect.stringMatching(
        /^the pod’s containers were ready, and it waited for its readiness gates \(example\.com\/listed\), for ([4-9]|1[0-2])\.\d s of the .* -> see to what sets the condition example\.com\/listed/,
      ),
      'Deployment/unlisted endpoints-late': expect.stringMatching(
        /^the pod was ready and not yet an endpoint of its Service for ([2-9]|1\d|2[0-5])\.\d s of the .* -> look at .* kube-controller-manager/,
      ),
    });
  });
});
