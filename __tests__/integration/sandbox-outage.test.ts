import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {gatePorts} from '../../src/commands/gate-ports.js';
import {type Outcome, outcomeOf} from '../../src/commands/outcome.js';
import {runGate} from '../../src/pipeline.js';
import {systemClock} from '../../src/runtime/clock.js';
import {runCommand} from '../../src/runtime/command.js';
import {createLedger} from '../../src/runtime/ledger-file.js';
import {loadSpec} from '../../src/spec/load-spec.js';
import {apiFaults} from '../fakes/api-faults.js';
import {inProcessThread} from '../fakes/in-process-thread.js';
import {type RecordingLogger, recordingLogger} from '../fakes/recording-logger.js';
import {runningSandbox} from '../fakes/running-sandbox.js';

const AWAY_MS = 10_000;
const RUN_MS = 120_000;
const MANIFESTS = resolve(import.meta.dirname, '../../examples/cacop');

describe('a run whose API server is away for 10 s', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'outage-'));
  });
  afterEach(() => rmSync(folder, {recursive: true, force: true}));

  /** Runs the gate; the outage begins as soon as the logger has said `when`. */
  const run = async (manifests: string, when: string): Promise<Outcome> => {
    const faults = apiFaults(systemClock);
    const {sandbox, kube, close} = await runningSandbox({faults});
    const text = `
name: outage
victim: {manifests: [${join(MANIFESTS, manifests)}]}
load: {service: victim:80, rate: 40/s, requests: [{path: /health}]}
phases: {warmup: 2s, baseline: 6s, recover: 20s}
experiments: [{name: pod-kill, podKill: {}, for: 5s}]
gate: {must: [recovery <= 25s, errors <= 2%]}
`;
    const {spec} = loadSpec(join(folder, 'gate.yaml'), {env: {}, readFile: () => text, exists: () => true});
    const ledger = createLedger(folder, {
      runId: 'r1',
      startedAt: '',
      cluster: 'kind',
      context: 'sandbox',
      server: sandbox.origin,
      kubeconfig: undefined,
    });
    const recording: RecordingLogger = recordingLogger();
    const logger = {
      ...recording,
      info: (message: string) => {
        recording.info(message);
        if (message.startsWith(when)) faults.awayFor(AWAY_MS);
      },
      step: (title: string) => {
        recording.step(title);
        if (title.startsWith(when)) faults.awayFor(AWAY_MS);
      },
    };
    const machine = {
      stdout: process.stdout,
      stderr: process.stderr,
      env: {},
      cwd: folder,
      clock: systemClock,
      run: runCommand,
      workerEntry: new URL(import.meta.url),
      version: '0.0.0',
    };
    try {
      const ports = gatePorts(spec, machine, {kube, ledger, logger});
      const done = await runGate(spec, {...ports, thread: inProcessThread()}, new AbortController().signal);
      // Without the outage, the test would show nothing.
      expect(faults.watchedAt.length).toBeGreaterThan(2);
      return outcomeOf(done, spec);
    } finally {
      ledger.close();
      await close();
    }
  };

  it(
    'right after a pod was killed fails nobody whose service goes on',
    async () => {
      const {verdict, reasons} = await run('k8s', 'Chaos Mesh injected');

      expect([verdict, reasons]).toEqual([expect.stringMatching(/^(pass|inconclusive)$/), reasons]);
    },
    RUN_MS,
  );

  it(
    'just before a pod is killed fails nobody, since the fault waits',
    async () => {
      const {verdict, reasons} = await run('k8s', 'Experiment');

      expect([verdict, reasons]).toEqual([expect.stringMatching(/^(pass|inconclusive)$/), reasons]);
    },
    RUN_MS,
  );

  it(
    'right after a pod was killed passes nobody whose service was away',
    async () => {
      const {verdict, reasons} = await run('k8s-fragile', 'Chaos Mesh injected');

      expect([verdict, reasons]).toEqual([expect.stringMatching(/^(fail|inconclusive)$/), reasons]);
    },
    RUN_MS,
  );
});
