import {shortSpec, victimManifests} from './a-victim.js';
import {type Incident, incidentOf} from './an-incident.js';
import {type BurntCpu, recordBurntCpu} from './burnt-cpu.js';
import {untilNothingIsLeft, type Workspace, workspace} from './gate-process.js';
import {type PodLives, recordPodLives} from './pod-lives.js';

/** $1 per core-hour and free memory: dollars are core-hours. */
const PRICES = {cpu: 1, memory: 0};
const LOAD = {service: 'victim:80', rate: '50/s', requests: [{path: '/health'}], maxLateness: '1s'};
const HPA = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: {name: 'victim'},
  spec: {
    scaleTargetRef: {apiVersion: 'apps/v1', kind: 'Deployment', name: 'victim'},
    minReplicas: 1,
    maxReplicas: 4,
    metrics: [{type: 'Resource', resource: {name: 'cpu', target: {type: 'Utilization', averageUtilization: 50}}}],
    behavior: {scaleDown: {stabilizationWindowSeconds: 15}},
  },
};

describe('the causes of the excess cost on a real cluster', () => {
  let space: Workspace;
  let lives: PodLives;
  let burnt: BurntCpu | undefined;
  beforeEach(() => {
    space = workspace();
    lives = recordPodLives('victim', 'causes');
    burnt = undefined;
  });
  afterEach(async () => {
    await Promise.all([lives.stop(), burnt?.stop()]);
    space.remove();
    expect(await untilNothingIsLeft(30)).toEqual([]);
  });

  const run = async (
    victim: Parameters<typeof victimManifests>[0],
    spec: object,
    more: object[] = [],
  ): Promise<Incident> => {
    const manifests = [victimManifests({replicas: 1, ...victim}), ...more.map(object => JSON.stringify(object))];
    space.write('k8s/victim.yaml', manifests.join('\n---\n'));
    const phases = {idle: '6s', warmup: '3s', baseline: '10s', recover: '60s'};
    const whole = shortSpec({name: 'causes', cost: {prices: PRICES}, phases, load: LOAD, ...spec});
    return incidentOf(await space.gate('run', '--spec', space.write('gate.yaml', whole), '--out', space.out));
  };

  it('gives an autoscaler’s pods to added pods, to the second for which the API server had them', async () => {
    const resources = {requests: {cpu: '100m', memory: '64Mi'}, limits: {cpu: '400m', memory: '128Mi'}};
    const incident = await run(
      {container: {resources}},
      {
        load: {...LOAD, rate: '20/s'},
        phases: {idle: '6s', warmup: '3s', baseline: '10s', recover: '60s', settle: '150s'},
        experiments: [{name: 'stress', request: {path: '/api/stress?duration=75', expect: 202}, for: '75s'}],
      },
      [HPA],
    );
    expect(lives.most()).toBe(4);
    const {dollars, share, count} = incident.part('request', 'added pods');
    expect((dollars * 3600) / 0.1 / lives.secondsBeyond(1)).toBeGreaterThan(0.98);
    expect((dollars * 3600) / 0.1 / lives.secondsBeyond(1)).toBeLessThan(1.02);
    expect({share, count}).toEqual({share: expect.closeTo(1, 2), count: 3});
    expect(incident.causes.sentences.join()).toMatch(
      /\d+ % of the excess by request comes from added pods: up to 3 more pods, kept until \d+ s after the fault/,
    );
    expect(incident.part('usage', 'injected').share).toBeGreaterThan(0.5);
    expect(incident.phases.map(({name}) => name)).toContain('settle');
    expect(incident.notes.join()).not.toContain('by request, the rate was not back');
  });

  it('gives what a crash loop burns to start-up, as the kernel counts it', async () => {
    burnt = recordBurntCpu('victim');
    // The second and the third start burn for 5 s and crash; a file in the pod's volume counts the starts.
    const script = `
      const {appendFileSync, statSync} = require('node:fs');
      appendFileSync('/count/starts', '.');
      const starts = statSync('/count/starts').size;
      if (starts === 2 || starts === 3) { const end = Date.now() + 5000; while (Date.now() < end); process.exit(1); }
      import('/app/server.js');`;
    const incident = await run(
      {
        container: {
          command: ['node', '-e', script],
          resources: {requests: {cpu: '50m', memory: '64Mi'}, limits: {cpu: '300m', memory: '128Mi'}},
          volumeMounts: [{name: 'count', mountPath: '/count'}],
        },
        pod: {volumes: [{name: 'count', emptyDir: {}}]},
      },
      {
        phases: {idle: '6s', warmup: '3s', baseline: '10s', recover: '90s'},
        experiments: [{name: 'crash', containerKill: {target: 'Deployment/victim'}, for: '10s'}],
        gate: {must: ['recovery <= 90s']},
      },
    );
    const {dollars, share, count} = incident.part('usage', 'start-up');
    process.stdout.write(`${JSON.stringify({count, share, timeline: incident.timeline})}\n`);
    expect(count).toBeGreaterThanOrEqual(2); // the third one waits for the kubelet, when the rate may be back already
    expect(share).toBeGreaterThan(0.8);
    const seconds = (incident.until - incident.injectedAt) / 1000;
    const truth = burnt.coresIn(incident.injectedAt, incident.until) * seconds;
    // The kubelet tells nothing of a container's last second, which a crash loop has in each of its starts.
    expect((dollars * 3600) / truth).toBeGreaterThan(0.5);
    expect((dollars * 3600) / truth).toBeLessThan(1.1);
    expect(incident.causes.sentences[0]).toMatch(/% of the excess by usage comes from \d+ starts of pods/);
  });

  it('gives what a pod reserves beside its replacement to overlap', async () => {
    const incident = await run(
      {
        replicas: 2,
        container: {lifecycle: {preStop: {sleep: {seconds: 8}}}},
        pod: {terminationGracePeriodSeconds: 20},
      },
      {experiments: [{name: 'drain', podKill: {target: 'Deployment/victim', gracePeriod: '20s'}, for: '15s'}]},
    );
    const {dollars, share, count} = incident.part('request', 'overlap');
    expect({share, count}).toEqual({share: 1, count: 1});
    const seconds = (dollars * 3600) / 0.05;
    expect(seconds).toBeGreaterThan(6);
    expect(seconds).toBeLessThan(20); // its grace period
    expect(Math.abs(seconds - lives.secondsBeyond(2))).toBeLessThan(1); // two watches of the same pods
    expect(incident.part('request', 'added pods').dollars).toBe(0);
  });

  it('earns no credit from an outage, which burns less', async () => {
    const readinessProbe = {httpGet: {path: '/health', port: 'http'}, initialDelaySeconds: 12, periodSeconds: 1};
    const incident = await run(
      {container: {readinessProbe}},
      {
        // Little enough that the start of the replacement, spread over the kubelet's first readings, is above it.
        load: {...LOAD, rate: '20/s', requests: [{path: '/'}]},
        experiments: [{name: 'outage', podKill: {target: 'Deployment/victim'}, for: '5s'}],
        gate: {must: ['cost.excess.usage <= $0.001']},
      },
    );
    const {usage} = incident.cost;
    expect(usage.excess!.above).toBeGreaterThan(0);
    const saved = (-usage.excess!.below * 3600) / incident.baselineCores;
    expect(saved).toBeGreaterThan(4); // of 12 s of an outage, the start of the replacement taken away
    expect(saved).toBeLessThan(20);
    const sum = incident.causes.usage!.reduce((all, {dollars}) => all + dollars, 0);
    expect(sum / usage.excess!.above).toBeCloseTo(1, 9);
    expect(incident.part('usage', 'start-up').count).toBe(1);
  });
});
