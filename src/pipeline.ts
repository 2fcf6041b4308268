import {analyse} from './analysis/analyse.js';
import {type SteadyLimits, steadyLimits, type Unhealthy} from './analysis/steady.js';
import {undoChaosMesh} from './chaos/chaos-mesh/undo.js';
import type {ChaosEngine} from './chaos/engine.js';
import {faultKindOf, nameOf, targetOf} from './chaos/fault.js';
import {chooseEngine} from './chaos/inject.js';
import type {Kube} from './cluster/kube.js';
import {holdLease} from './cluster/lease.js';
import {costOf} from './cost/cost-figures.js';
import {pricesOf} from './cost/prices.js';
import {deployVictim} from './deploy/deploy.js';
import {rollBack} from './deploy/roll-back.js';
import type {Victim} from './deploy/victim.js';
import {whyCrashed} from './deploy/why-crashed.js';
import {runExperiment} from './experiment.js';
import {Failure, messageOf} from './failure.js';
import {judge} from './gate/judge.js';
import {emptyRun, type GatePorts, type GateRun} from './gate-run.js';
import {type LoadGenerator, startLoad} from './load/generator.js';
import {loadPlan} from './load/plan.js';
import {resolveRoutes} from './load/route.js';
import {NO_CIRCUMSTANCES, startCircumstances} from './measure/circumstances/recorder.js';
import {throttleSources} from './measure/circumstances/throttle-sources.js';
import type {ExperimentMeasurement, Measurements} from './measure/measurements.js';
import {exitedContainers} from './measure/pod-exits.js';
import {type Recorder, startRecorder} from './measure/recorder.js';
import {type NodeLabels, nodeLabels, withNodeLabels} from './measure/usage/node-labels.js';
import {startUsage, type UsageRecorder} from './measure/usage/recorder.js';
import {usageSources} from './measure/usage/sources/index.js';
import {readRecommendations} from './measure/vpa.js';
import {idlePhase, loadedPhase, type PhaseScene, settlePhase, untilSettled, waitWithProgress} from './phase.js';
import type {RepeatScene} from './repeat.js';
import type {Spec} from './spec/schema.js';

/** How long the clean-up may take: a runner kills 10 s after a cancellation. */
const CLEANUP_MS = 120_000;
const HURRIED_CLEANUP_MS = 6_500;

/** Runs the gate: deploys, loads, breaks, measures, cleans up, judges. Never throws: what went wrong is in the result. */
export async function runGate(spec: Spec, ports: GatePorts, signal: AbortSignal): Promise<GateRun> {
  const {clock, logger} = ports;
  const run = emptyRun(clock);
  const life = new AbortController();
  const live = AbortSignal.any([signal, life.signal]);
  const overtime = clock.sleep(spec.timeout, live).then(() => {
    life.abort(new Failure('inconclusive', `the run was not over within its timeout of ${spec.timeout / 1000} s`));
  });
  overtime.catch(() => {}); // the run was over first

  try {
    await execute(spec, ports, run, {signal: live, interrupted: signal, die: error => life.abort(error)});
  } catch (error) {
    run.failure = live.aborted ? live.reason : error;
    logger.fail();
  }
  life.abort(new Error('the run is over'));

  logger.step('Cleaning up');
  const cleanupBegan = clock.now();
  run.leftovers = await rollBack(
    {...ports, undos: [undoChaosMesh(ports)]},
    signal.aborted ? HURRIED_CLEANUP_MS : CLEANUP_MS,
  );
  run.cleanupMs = clock.now() - cleanupBegan;

  if (run.measurements !== undefined) {
    run.cost = costOf(run.measurements, spec);
    run.findings = analyse(run.measurements, run.cost, spec);
    run.verdict = judge(run.findings, run.cost.prices.currency);
  }
  run.ended = clock.now();
  return run;
}

interface Life {
  signal: AbortSignal;
  /** Aborted by the caller alone: seconds are left for the clean-up then. */
  interrupted: AbortSignal;
  /** Ends the run from the side: a watch, the load or the lease failed. */
  die(error: unknown): void;
}

async function execute(spec: Spec, ports: GatePorts, run: GateRun, life: Life): Promise<void> {
  const {kube, clock, logger, ledger, env} = ports;
  logger.step(`Connecting to ${kube.context}`);
  run.clusterVersion = await kube.version(life.signal);
  const engines = await Promise.all(spec.experiments.map(experiment => chooseEngine(ports.engines, experiment)));
  const lease = await holdLease(`${spec.name} (run ${ledger.runId})`, ports, life.signal);
  lease.lost.catch(life.die);

  try {
    const victim = await deployVictim(spec, {...ports, signal: life.signal});
    run.victim = victim;
    run.deployTimings = victim.timings;
    const {namespace} = victim;
    for (const notice of victim.notices) logger.info(notice);
    const targets = spec.experiments.map(experiment => targetOf(experiment, victim.workloads));
    for (const [index, experiment] of spec.experiments.entries())
      await engines[index]?.check?.({experiment, namespace, target: targets[index]}, life.signal);

    const recorder = startRecorder(kube, namespace, victim.workloads, life.signal);
    recorder.failed.catch(life.die);
    await recorder.synced;
    const sources = usageSources(spec.cost.usage, namespace, {kube, clock, env});
    const usage = startUsage({sources, clock, signal: life.signal, pods: recorder});
    const throttling = throttleSources(spec.cost.usage, namespace, {kube, clock, env});
    const around = startCircumstances({kube, namespace, clock, signal: life.signal, recorder, throttling});
    const routes = await resolveRoutes(spec.load, {...ports, namespace, signal: life.signal});
    for (const route of routes.values()) {
      run.route ??= route;
      logger.info(`The load reaches ${route.description}`);
    }
    if (spec.phases.idle !== undefined) run.idle = await idlePhase(spec.phases.idle, {...ports, signal: life.signal});
    const nodes = pricesOf(spec.cost).nodes && (await nodeLabels({kube, clock}, life.signal));
    const load = await startLoad(loadPlan(spec.load, routes, env), {clock, thread: ports.thread});
    load.failed.catch(life.die);
    try {
      await measure({spec, ports, run, life, victim, recorder, usage, nodes, load}, engines, targets);
      // The kubelet tells of the last second only in the next one, other sources later.
      await Promise.all([nodes?.read(life.signal), usage.catchUp(clock.now())]);
      if (run.measurements !== undefined)
        run.measurements.recommendations = await readRecommendations(kube, namespace, life.signal);
    } finally {
      if (run.measurements !== undefined) {
        run.measurements.usage = withNodeLabels(usage.record(), nodes);
        run.measurements.serving = victim.workloads.map(workload => recorder.timeline(workload, run.began));
        run.measurements.circumstances = around.record();
        run.measurements.pods = recorder.lives();
      }
      logger.progress('');
      await load.stop(life.interrupted);
    }
  } finally {
    await lease.release().catch(error => logger.warn(`The cluster's lease could not be released: ${error}`));
  }
}

interface Stage {
  spec: Spec;
  ports: GatePorts;
  run: GateRun;
  life: Life;
  victim: Victim;
  recorder: Recorder;
  usage: UsageRecorder;
  nodes: NodeLabels | undefined;
  load: LoadGenerator;
}

/** Warm-up and baseline once, then each experiment. What was measured is in `run` at every moment. */
async function measure(stage: Stage, engines: ChaosEngine[], targets: ReturnType<typeof targetOf>[]): Promise<void> {
  const {spec, ports, run, victim, recorder, load} = stage;
  const {clock, logger} = ports;
  const phases: PhaseScene = {clock, logger, load, signal: stage.life.signal};
  run.warmup = await loadedPhase('Warm-up', spec.phases.warmup, phases);
  const baseline = await loadedPhase('Baseline', spec.phases.baseline, phases);
  await untilSettled(baseline.to, load.samples.timeout, phases);
  const measurements: Measurements = {
    samples: load.samples,
    ...(run.idle === undefined ? {} : {idle: run.idle}),
    baseline,
    experiments: [],
    usage: {source: undefined, containers: [], reservations: [], notes: []},
    serving: [],
    circumstances: NO_CIRCUMSTANCES,
    recommendations: [],
    pods: [],
  };
  run.measurements = measurements;
  const limits = steadyLimits(load.samples, baseline, spec);
  await refuseCrashes(limits, stage);
  if ('unhealthy' in limits) throw new Failure('inconclusive', `no steady state: ${limits.unhealthy}`);

  const serving = victim.workloads.map(workload => ({workload, serving: recorder.serving(workload)}));
  for (const [index, experiment] of spec.experiments.entries()) {
    const target = targets[index];
    const engine = engines[index]!;
    const measured: ExperimentMeasurement = {
      name: experiment.name,
      fault: `${faultKindOf(experiment)}${target === undefined ? '' : ` ${nameOf(target)}`}`,
      engine: engine.name,
      repeats: [],
      inconclusive: [],
    };
    measurements.experiments.push(measured);
    const scene: RepeatScene = {
      ...phases,
      recorder,
      usage: stage.usage,
      limits,
      phases: spec.phases,
      watched: target === undefined ? serving : serving.filter(entry => entry.workload === target),
      apiTrouble: () => whyNoAnswer(ports.kube, stage.life.signal),
      wait: ms => waitWithProgress(ms, phases),
      settle: fault => settlePhase(fault, {...phases, spec, usage: stage.usage, nodes: stage.nodes, baseline}),
    };
    await runExperiment(measured, {experiment, target, engine, namespace: victim.namespace, scene, baseline, spec});
  }
}

/** Fails where the change itself spoilt the baseline by a crash, or has a pod that crashed and is not back. */
async function refuseCrashes(
  limits: SteadyLimits | Unhealthy,
  {victim, recorder, run, ports, life}: Stage,
): Promise<void> {
  const isSpoilt = 'unhealthy' in limits && limits.isOfLoad === undefined;
  const pods = victim.workloads
    .flatMap(workload => recorder.timeline(workload, run.began).pods)
    .map(({name, events}) => ({name, containers: exitedContainers(events)}))
    .filter(({containers}) => containers.length > 0);
  const what = isSpoilt
    ? `The victim was ready and crashed (${limits.unhealthy})`
    : 'The victim was ready, crashed and did not come back';
  const {namespace} = victim;
  const crash = await whyCrashed(
    {pods, count: isSpoilt ? 'all' : 'lost', what},
    {kube: ports.kube, namespace, signal: life.signal},
  );
  if (crash !== undefined) throw crash;
}

async function whyNoAnswer(kube: Kube, signal: AbortSignal): Promise<string | undefined> {
  try {
    await kube.version(signal);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
