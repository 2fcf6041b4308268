import {secondBySecond} from '../analysis/series.js';
import type {Kube} from '../cluster/kube.js';
import type {GateRun} from '../gate-run.js';
import type {RunRecord} from '../report/model.js';
import {IDLE_WAITS} from '../spec/plan-steps.js';
import type {Spec} from '../spec/schema.js';
import type {Outcome} from './outcome.js';

interface About {
  spec: Spec;
  /** Undefined where no cluster was asked. */
  kube: Pick<Kube, 'context' | 'server'> | undefined;
  version: string;
}

/** What the report is made of: the run, how it was judged, and where it took place. */
export function recordOf(run: GateRun, outcome: Outcome, {spec, kube, version}: About): RunRecord {
  const {measurements, cost, findings, verdict: judged} = run;
  const isMeasured = measurements !== undefined && cost !== undefined && findings !== undefined && judged !== undefined;
  return {
    tool: {name: 'chaos-cost-gate', version},
    name: spec.name,
    verdict: outcome.verdict,
    reasons: outcome.reasons,
    startedAt: run.startedAt,
    began: run.began,
    ended: run.ended,
    cluster:
      kube === undefined
        ? null
        : {
            context: kube.context,
            server: kube.server,
            version: run.clusterVersion ?? null,
            kind: kindOf(spec, kube.context),
          },
    load:
      run.route === undefined
        ? null
        : {route: run.route.description, via: run.route.via, rate: spec.load.rate, timeout: spec.load.timeout},
    ...(isMeasured
      ? {measured: {measurements, findings, judged, series: secondBySecond(measurements, cost.perSecond)}}
      : {}),
    notices: [...(run.victim?.notices ?? []), ...run.leftovers.map(left => `could not be removed: ${left}`)],
    timings: timingsOf(run),
  };
}

function kindOf({cluster}: Spec, context: string): 'kind' | 'minikube' | 'other' {
  if (context.startsWith('kind-')) return 'kind';
  const isMinikube =
    context === 'minikube' || cluster === 'minikube' || (typeof cluster === 'object' && 'minikube' in cluster);
  return isMinikube ? 'minikube' : 'other';
}

/** Overhead is what is neither deployment, phase nor clean-up: what the gate costs by itself. */
function timingsOf(run: GateRun): RunRecord['timings'] {
  const deploy = run.deployTimings;
  const cleanup = run.cleanupMs ?? 0;
  const phases = phaseTime(run);
  const deployed = deploy === undefined ? 0 : deploy.build + deploy.load + deploy.apply + deploy.rollout;
  return {
    deploySeconds: {
      build: seconds(deploy?.build),
      load: seconds(deploy?.load),
      apply: seconds(deploy?.apply),
      rollout: seconds(deploy?.rollout),
    },
    cleanupSeconds: seconds(run.cleanupMs),
    overheadSeconds:
      phases === undefined ? null : Math.max(0, run.ended - run.began - deployed - cleanup - phases) / 1000,
  };
}

function phaseTime({idle, warmup, measurements}: GateRun): number | undefined {
  if (warmup === undefined || measurements === undefined) return undefined;
  const repeats = measurements.experiments.flatMap(({repeats}) =>
    repeats.flatMap(({spans: {fault, recover, settle}}) => [fault, recover, ...(settle === undefined ? [] : [settle])]),
  );
  const idled = idle === undefined ? 0 : IDLE_WAITS.before + idle.to - idle.from + IDLE_WAITS.after;
  return [warmup, measurements.baseline, ...repeats].reduce((sum, span) => sum + span.to - span.from, idled);
}

function seconds(ms: number | undefined): number | null {
  return ms === undefined ? null : ms / 1000;
}
