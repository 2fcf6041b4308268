import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {diagnosesOf, untilNothingIsLeft, type Workspace, workspace} from './gate-process.js';
import {kubectl, runKubectl} from './kubectl.js';
import {type SickWorkload, sickManifests} from './sick-workloads.js';

/** A resource of the node's that nobody else knows, so that taking it away does no harm. */
const ROOM = 'diagnosis.example.com/room';

const WORKLOADS: SickWorkload[] = [
  {
    name: 'slow-init',
    pod: {
      initContainers: [
        {
          name: 'wait-for-db',
          image: 'cacop-victim:ci',
          imagePullPolicy: 'IfNotPresent',
          command: ['node', '-e', 'setTimeout(() => {}, 4000)'],
        },
      ],
    },
  },
  {
    name: 'late-probe',
    container: {readinessProbe: {httpGet: {path: '/', port: 'http'}, initialDelaySeconds: 7, periodSeconds: 1}},
  },
  {name: 'single', replicas: 1},
  {
    name: 'blind',
    container: {readinessProbe: undefined},
    script: "process.on('SIGTERM', () => process.exit(0)); setTimeout(listen, 1500);",
  },
  {name: 'leaky'},
  {name: 'stubborn', script: "process.on('SIGTERM', () => {}); globalThis.delay = 150; listen();"},
  {
    name: 'starved',
    container: {resources: {requests: {cpu: '10m', memory: '32Mi'}, limits: {cpu: '100m', memory: '96Mi'}}},
    script: `process.on('SIGTERM', () => process.exit(0)); listen();
      setInterval(() => { for (const end = Date.now() + 20; Date.now() < end; ); }, 100);`,
  },
  {
    name: 'roomy',
    container: {
      resources: {
        requests: {cpu: '10m', memory: '32Mi', [ROOM]: '1'},
        limits: {memory: '96Mi', [ROOM]: '1'},
      },
    },
  },
];

const kill = (name: string, options: object = {}) => ({
  name,
  podKill: {target: `Deployment/${name}`, ...options},
  engine: 'native',
  for: '5s',
});

const SPEC = {
  name: 'diagnosis',
  victim: {manifests: 'k8s', readyWithin: '90s'},
  load: {
    service: 'stubborn:80',
    rate: '100/s',
    maxLateness: '1s',
    timeout: '5s',
    requests: [
      {path: '/', weight: 10},
      {path: '/', service: 'blind:80', weight: 10},
      {path: '/', service: 'single:80', weight: 4},
      {path: '/', service: 'starved:80', weight: 1},
    ],
  },
  steady: {for: '3s', requests: 100, p95Slack: '1s'},
  phases: {warmup: '2s', baseline: '12s', recover: '30s'},
  experiments: [
    kill('starved'),
    kill('roomy'),
    kill('slow-init'),
    kill('late-probe'),
    kill('single'),
    kill('blind', {mode: 'all'}),
    kill('stubborn', {gracePeriod: '4s'}),
    {
      name: 'leaky',
      request: {service: 'leaky:80', target: 'Deployment/leaky', method: 'GET', path: '/leak'},
      for: '3s',
    },
  ],
  gate: {must: ['recovery <= 60s'], should: ['recovery <= 5s']},
};

function setRoom(count: string | null): void {
  const [node = ''] = kubectl<{items: {metadata: {name: string}}[]}>('get', 'nodes').items.map(
    ({metadata}) => metadata.name,
  );
  const patch = JSON.stringify({status: {capacity: {[ROOM]: count}, allocatable: {[ROOM]: count}}});
  runKubectl(['patch', 'node', node, '--subresource=status', '--type=merge', '-p', patch]);
}

describe('the diagnosis on a real cluster', () => {
  let space: Workspace;
  beforeEach(() => {
    space = workspace();
  });
  afterEach(async () => {
    space.remove();
    const left = await untilNothingIsLeft(20); // others may use the cluster, too
    expect(left.filter(name => name.includes('gate-diagnosis'))).toEqual([]);
  });

  it('names each illness with numbers and a change to make', async () => {
    space.write('k8s/sick.yaml', sickManifests(WORKLOADS));
    setRoom('2');
    try {
      const run = space.start('run', '--spec', space.write('gate.yaml', SPEC), '--out', space.out);
      await run.said('Baseline');
      setRoom('1');
      await run.said('Experiment roomy');
      await run.said('of 2 pods of Deployment/roomy');
      await sleep(5_000);
      setRoom('2');
      expect(diagnosesOf(await run.ended)).toEqual({
        'Deployment/slow-init init-containers': expect.stringMatching(
          /^init containers took [4-8]\.\d s of the .* \(wait-for-db [4-7]\.0 s\) -> move the work of spec\.initContainers\[wait-for-db\]/,
        ),
        'Deployment/late-probe probe-settings': expect.stringMatching(
          /readinessProbe\.initialDelaySeconds: 7 costs up to [67]\.\d s of the .* -> set readinessProbe\.initialDelaySeconds: 0/,
        ),
        'Deployment/single one-replica': expect.stringMatching(/nobody served for .* -> set spec\.replicas: 2/),
        'Deployment/blind no-readiness-probe': expect.stringMatching(
          /[1-9]\d* requests failed after the new pod got traffic -> give container app a readinessProbe/,
        ),
        'Deployment/leaky out-of-memory': expect.stringMatching(
          /OOMKilled.* at resources\.limits\.memory: 96Mi -> raise resources\.limits\.memory/,
        ),
        'Deployment/stubborn grace-outlived': expect.stringMatching(
          /its grace period of 4 s was over -> handle SIGTERM/,
        ),
        'Deployment/stubborn dead-connections': expect.stringMatching(
          /^[1-9]\d* requests lost their connection up to .* after stubborn-.* had left the Service, while other pods served -> /,
        ),
        'Deployment/starved cpu-throttling': expect.stringMatching(
          /\d\d % of the 100 ms periods .* at resources\.limits\.cpu: 100m -> raise resources\.limits\.cpu/,
        ),
        'Deployment/roomy unschedulable': expect.stringMatching(
          /Insufficient diagnosis\.example\.com\/room; it asks for diagnosis\.example\.com\/room 1, .* had 0: 1 is missing -> lower resources\.requests/,
        ),
      });
      expect(readFileSync(join(space.out, 'report.md'), 'utf8')).toContain('### Diagnosis');
    } finally {
      setRoom(null);
    }
  });
});
