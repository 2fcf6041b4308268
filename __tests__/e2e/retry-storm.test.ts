import {type AttemptCount, countAttempts} from './an-attempt-count.js';
import {incidentOf} from './an-incident.js';
import {type BurntCpu, recordBurntCpu} from './burnt-cpu.js';
import {removeWithNothingLeft, type Workspace, workspace} from './gate-process.js';
import {type SickWorkload, sickManifests} from './sick-workloads.js';

const RATE = 10;
const OUTAGE_SECONDS = 8;
const ATTEMPTS = 5;
/** CPU that each request takes of the frontend before it asks its dependency. */
const REQUEST_MS = 6;

/** Burns for each request, then asks. */
const FRONTEND = `const http = require('node:http');
  const agent = new http.Agent({keepAlive: true});
  process.on('SIGTERM', () => process.exit(0));
  http.createServer((request, response) => {
    if (request.url === '/ready') return response.end();
    for (const before = process.cpuUsage(); ; ) {
      const {user, system} = process.cpuUsage(before);
      if (user + system >= ${REQUEST_MS * 1000}) break;
    }
    http.get('http://dependency/work', {agent}, answer => {
      answer.resume();
      response.writeHead(answer.statusCode).end();
    }).on('error', () => response.writeHead(502).end());
  }).listen(8080);`;

/** Writes down each attempt, and fails them all for some seconds when it is told to. */
const DEPENDENCY = `let failsUntil = 0;
  process.on('SIGTERM', () => process.exit(0));
  require('node:http').createServer(({url}, response) => {
    if (url === '/fail') failsUntil = Date.now() + ${OUTAGE_SECONDS * 1000};
    if (url === '/work') console.log(Date.now());
    response.writeHead(url === '/work' && Date.now() < failsUntil ? 503 : 200).end();
  }).listen(8080);`;

const CONTAINER = {resources: {requests: {cpu: '100m', memory: '64Mi'}, limits: {memory: '128Mi'}}};
// A probe that asked the dependency would take the frontend out of its Service, and attempts would be refused there.
const READY = {httpGet: {path: '/ready', port: 'http'}, periodSeconds: 1, timeoutSeconds: 5};
const WORKLOADS: SickWorkload[] = [
  {name: 'frontend', replicas: 1, script: FRONTEND, container: {...CONTAINER, readinessProbe: READY}},
  {name: 'dependency', replicas: 1, script: DEPENDENCY, container: CONTAINER},
];

const SPEC = {
  name: 'storm',
  victim: {manifests: 'k8s', readyWithin: '60s'},
  cost: {prices: {cpu: 1, memory: 0}}, // dollars are core-hours
  load: {
    service: 'frontend:80',
    rate: `${RATE}/s`,
    retry: {attempts: ATTEMPTS, backoff: '100ms'},
    maxLateness: '1s',
  },
  steady: {for: '3s', requests: 50, p95Slack: '1s'},
  phases: {idle: '15s', warmup: '3s', baseline: '20s', recover: '30s', settle: '20s'},
  experiments: [
    {
      name: 'outage',
      request: {service: 'dependency:80', target: 'Deployment/dependency', path: '/fail'},
      for: `${OUTAGE_SECONDS}s`,
    },
  ],
  gate: {must: ['recovery <= 30s']},
};

describe('a retry storm on a real cluster', () => {
  let space: Workspace;
  let dependency: AttemptCount;
  let burnt: BurntCpu;
  beforeEach(() => {
    space = workspace();
    dependency = countAttempts('dependency', 'gate-storm-');
    burnt = recordBurntCpu('frontend');
  });
  afterEach(async () => {
    await Promise.all([dependency.stop(), burnt.stop()]);
    await removeWithNothingLeft(space);
  });

  it('costs what its extra attempts burn, and they are those that the dependency counted', async () => {
    space.write('k8s/storm.yaml', sickManifests(WORKLOADS));
    const spec = space.write('gate.yaml', SPEC);
    const incident = incidentOf(await space.gate('run', '--spec', spec, '--out', space.out));
    const baseline = incident.phases.find(({name}) => name === 'baseline')!;
    const after = incident.phases.slice(incident.phases.indexOf(baseline) + 1);
    const [from, to] = [after[0]!.from, after.at(-1)!.to];
    const sum = (of: 'requests' | 'attempts'): number => after.reduce((all, phase) => all + phase[of], 0);

    const counted = dependency.within(from, to);
    expect(sum('attempts') / counted).toBeGreaterThan(0.98);
    expect(sum('attempts') / counted).toBeLessThan(1.02);

    // While it fails, each request is sent four times more; less often those that are still retried when it ends.
    const extra = counted - sum('requests');
    expect(extra).toBeGreaterThan(0.78 * RATE * 4 * OUTAGE_SECONDS); // one retry fewer: 0.75
    expect(extra).toBeLessThan(1.2 * RATE * 4 * OUTAGE_SECONDS); // one more: 1.25
    const {dollars, share, count} = incident.part('usage', 'retries');
    expect(count! / extra).toBeGreaterThan(0.97);
    expect(count! / extra).toBeLessThan(1.03);

    const cpuSeconds = 3600 * dollars;
    const each = (1000 * cpuSeconds) / extra / REQUEST_MS;
    expect(each).toBeGreaterThan(0.9);
    expect(each).toBeLessThan(1.9); // with what it takes to be received, to ask and to answer
    const usual = burnt.coresIn(baseline.from, baseline.to);
    // The whole span would hold more of how the usual rate wanders than of the storm.
    const calm = Math.min(to, from + 1000 * (OUTAGE_SECONDS + 5));
    const more = (burnt.coresIn(from, calm) - usual) * ((calm - from) / 1000);
    expect(cpuSeconds / more).toBeGreaterThan(0.8);
    expect(cpuSeconds / more).toBeLessThan(1.25);

    expect(share).toBeGreaterThan(0.7);
    const whole = incident.causes.usage!.reduce((all, part) => all + part.dollars, 0);
    expect(whole / incident.cost.usage.excess!.above).toBeCloseTo(1, 9);
    expect(incident.causes.sentences[0]).toMatch(/% of the excess by usage comes from retries, \d+ extra attempts/);
    process.stdout.write(
      `${JSON.stringify({counted, attempts: sum('attempts'), extra, count, each, share, ofBurnt: cpuSeconds / more})}\n`,
    );
  });
});
