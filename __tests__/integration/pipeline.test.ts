import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {nativeEngine} from '../../src/chaos/native/engine.js';
import {outcomeOf} from '../../src/commands/outcome.js';
import {recordOf} from '../../src/commands/record.js';
import type {GateRun} from '../../src/gate-run.js';
import {urlRoute} from '../../src/load/route.js';
import {sendOnceTo} from '../../src/load/send-once.js';
import {runGate} from '../../src/pipeline.js';
import {buildResult} from '../../src/report/model.js';
import {type Result, resultSchema} from '../../src/report/result-schema.js';
import {systemClock} from '../../src/runtime/clock.js';
import {createLedger, findLedgers} from '../../src/runtime/ledger-file.js';
import {Interrupted} from '../../src/runtime/signals.js';
import {loadSpec} from '../../src/spec/load-spec.js';
import {inProcessThread} from '../fakes/in-process-thread.js';
import {type RecordingLogger, recordingLogger} from '../fakes/recording-logger.js';
import {TOY_MANIFESTS, type ToyCluster, toyCluster} from '../fakes/toy-cluster.js';

interface Done {
  run: GateRun;
  result: Result;
  exitCode: number;
}

describe('a run from spec to result', () => {
  let folder: string;
  let toy: ToyCluster;
  let logger: RecordingLogger;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pipeline-'));
    logger = recordingLogger();
  });
  afterEach(async () => {
    await toy.close();
    rmSync(folder, {recursive: true});
  });

  /** Runs a spec with short phases; `change` is YAML that is added to it. */
  const run = async (experiments: string, change = '', signal = new AbortController().signal): Promise<Done> => {
    writeFileSync(join(folder, 'shop.yaml'), TOY_MANIFESTS);
    const text = `
name: toy
victim: shop.yaml
load: {url: "${toy.url}", rate: 100/s, maxLateness: 5s}
steady: {for: 500ms, requests: 50}
phases: {warmup: 100ms, baseline: 1500ms, recover: 3s}
experiments: ${experiments}
${change}`;
    const env = {};
    const {spec} = loadSpec(join(folder, 'gate.yaml'), {env, readFile: () => text, exists: () => true});
    const ledger = createLedger(folder, {
      runId: 'r1',
      startedAt: '',
      cluster: 'kind',
      context: 'fake',
      server: '',
      kubeconfig: undefined,
    });
    const engine = nativeEngine({
      kube: toy.kube,
      clock: systemClock,
      newSeed: () => 1,
      sendTo: async () => sendOnceTo(urlRoute(toy.url), env),
    });
    const done = await runGate(
      spec,
      {
        kube: toy.kube,
        loader: {how: 'none', load: async () => {}},
        engines: [engine],
        run: async () => '',
        clock: systemClock,
        logger,
        ledger,
        env,
        thread: inProcessThread(),
        probe: async () => true,
      },
      signal,
    );
    ledger.close();
    const outcome = outcomeOf(done, spec);
    const result = buildResult(recordOf(done, outcome, {spec, kube: toy.kube, version: '0.0.0'}));
    return {run: done, result: resultSchema.parse(JSON.parse(JSON.stringify(result))), exitCode: outcome.exitCode};
  };
  const leftNamespaces = () => toy.kube.list({apiVersion: 'v1', kind: 'Namespace'});
  const kill = '[{name: kill, podKill: {}, for: 1s}]';

  it('measures how long a killed pod was away, and passes where that is allowed', async () => {
    toy = await toyCluster({backAfterMs: 700});
    const {result, exitCode} = await run(kill, 'gate: {must: [recovery <= 5s, "errors <= 90%"]}');
    expect({exitCode, verdict: result.verdict, reasons: result.reasons}).toEqual({
      exitCode: 0,
      verdict: 'pass',
      reasons: [],
    });
    const repeat = result.experiments[0]!.repeats[0]!;
    expect(repeat.proof).toEqual({grade: 'effect', what: 'pod shop-1 is gone'});
    expect(repeat.recovery.pod.value).toBeGreaterThanOrEqual(0.69);
    expect(repeat.recovery.pod.value).toBeLessThan(2);
    expect(Math.abs(repeat.recovery.service.value! - repeat.recovery.pod.value!)).toBeLessThan(1);
    expect(repeat.split.reduce((sum, part) => sum + part.seconds, 0)).toBeCloseTo(repeat.recovery.pod.value!, 6);
    expect(result.series.t.length).toBe(result.series.p95.length);
    expect(await leftNamespaces()).toEqual([]);
    expect(findLedgers(folder)).toEqual([]);
  });

  it('fails where it takes longer than allowed, and names the limit', async () => {
    toy = await toyCluster({backAfterMs: 700});
    const {result, exitCode} = await run(kill, 'gate: {must: [recovery <= 200ms]}');
    expect({exitCode, verdict: result.verdict}).toEqual({exitCode: 1, verdict: 'fail'});
    expect(result.reasons[0]).toMatch(/^kill: recovery took .* s; the limit is 0\.2 s/);
  });

  it('waits no longer than the deadline for what never comes back', async () => {
    toy = await toyCluster({backAfterMs: 'never'});
    const {result, exitCode} = await run(kill, 'gate: {must: [recovery <= 2s]}');
    expect({exitCode, verdict: result.verdict}).toEqual({exitCode: 1, verdict: 'fail'});
    expect(result.experiments[0]!.repeats[0]!.recovery.total).toMatchObject({value: 3, bound: '>'});
    expect(result.durationSeconds).toBeLessThan(12);
  });

  it('injects nothing into a service that is not well', async () => {
    toy = await toyCluster({backAfterMs: 700});
    toy.failing(0.5);
    const {result, exitCode} = await run(kill, 'gate: {must: [recovery <= 5s]}');
    expect({exitCode, verdict: result.verdict}).toEqual({exitCode: 4, verdict: 'inconclusive'});
    expect(result.reasons[0]).toContain("of the baseline's requests failed");
    expect(toy.kube.calls.some(call => call.startsWith('delete Pod'))).toBe(false);
  });

  it('blames the change where it was ready and crashed before any fault, with its last words', async () => {
    toy = await toyCluster({backAfterMs: 700});
    toy.kube.answer('/log?container=app&tailLines=20&previous=true', {text: 'no database at db:5432'});
    const running = run(kill, 'gate: {must: [recovery <= 5s]}');
    while (!logger.lines.some(line => line.includes('Baseline'))) await systemClock.sleep(10);
    toy.crash(3);
    const {result, exitCode} = await running;
    expect({exitCode, verdict: result.verdict, reasons: result.reasons}).toEqual({
      exitCode: 1,
      verdict: 'fail',
      reasons: [
        expect.stringMatching(
          /^The victim was ready and crashed \(.*% of the baseline's requests failed, more than 5%\), before anything was injected\.\nPod shop-1: container app crashed once, the last time with exit code 3\. Its last log lines:\n {2}no database at db:5432/,
        ),
        'kill: it was not run',
      ],
    });
    expect(toy.kube.calls.some(call => call.startsWith('delete Pod'))).toBe(false);
  });

  it('does not take a fault for granted that its endpoint refused', async () => {
    toy = await toyCluster({backAfterMs: 700});
    const {result, exitCode} = await run('[{name: stress, request: {path: /stress, expect: 202}, for: 1s}]');
    expect({exitCode, verdict: result.verdict}).toEqual({exitCode: 4, verdict: 'inconclusive'});
    expect(result.reasons[0]).toContain('answered 200, so there is no stress to measure');
  });

  it('judges the slowest of its repeats', async () => {
    toy = await toyCluster({backAfterMs: 400});
    const {result} = await run('[{name: kill, podKill: {}, for: 1s, repeat: 2}]', 'gate: {must: [recovery <= 5s]}');
    const totals = result.experiments[0]!.repeats.map(repeat => repeat.recovery.total.value!);
    expect(totals).toHaveLength(2);
    expect(result.objectives[0]!.observed.value).toBe(Math.max(...totals));
  });

  it('stops repeating once a repeat has decided the verdict, and says so', async () => {
    toy = await toyCluster({backAfterMs: 700});
    const {result} = await run('[{name: kill, podKill: {}, for: 1s, repeat: 4}]', 'gate: {must: [recovery <= 200ms]}');
    const [experiment] = result.experiments;
    expect(result.verdict).toBe('fail');
    expect(experiment?.repeats).toHaveLength(1);
    expect(experiment?.stopped).toMatch(/^stopped after 1 of 4: recovery [\d.]+ s > 0\.2 s$/);
    expect(result.reasons[1]).toBe(`kill: ${experiment?.stopped}`);
  });

  it('removes what it made when it is interrupted, and says so', async () => {
    toy = await toyCluster({backAfterMs: 700});
    const controller = new AbortController();
    const running = run(kill, '', controller.signal);
    while (!logger.lines.some(line => line.startsWith('step Baseline'))) await systemClock.sleep(20);
    controller.abort(new Interrupted('SIGINT'));
    const {result, exitCode} = await running;
    expect({exitCode, verdict: result.verdict, reasons: result.reasons}).toEqual({
      exitCode: 130,
      verdict: 'error',
      reasons: ['the run was interrupted by SIGINT'],
    });
    expect(await leftNamespaces()).toEqual([]);
    expect(findLedgers(folder)).toEqual([]);
  });

  it('waits for no answers when it is interrupted in an outage', async () => {
    toy = await toyCluster({backAfterMs: 'never'});
    toy.hanging();
    const controller = new AbortController();
    const running = run(kill, '', controller.signal);
    while (!toy.kube.calls.some(call => call.startsWith('delete Pod'))) await systemClock.sleep(20);
    await systemClock.sleep(300);
    controller.abort(new Interrupted('SIGTERM'));
    const {run: done, exitCode} = await running;
    const {count, settled} = done.measurements!.samples;
    expect(exitCode).toBe(143);
    expect(count - settled).toBeGreaterThan(0);
    expect(await leftNamespaces()).toEqual([]);
  });

  it('ends a run that takes longer than its timeout, without a judgement', async () => {
    toy = await toyCluster({backAfterMs: 'never'});
    const {result, exitCode} = await run(kill, 'timeout: 4s');
    expect({exitCode, verdict: result.verdict}).toEqual({exitCode: 4, verdict: 'inconclusive'});
    expect(result.reasons[0]).toContain('timeout of 4 s');
    expect(await leftNamespaces()).toEqual([]);
  });
});
