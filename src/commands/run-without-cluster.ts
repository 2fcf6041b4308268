import type {GateRun} from '../pipeline.js';
import type {RunRecord} from '../report/model.js';
import type {Clock} from '../runtime/clock.js';
import type {Spec} from '../spec/schema.js';
import type {Outcome} from './outcome.js';

/** A run that deploys nothing and breaks nothing: its spec has no experiments, or its manifests can't be read. */
export function emptyRun(clock: Clock): GateRun {
  return {startedAt: clock.today(), began: clock.now(), ended: clock.now(), leftovers: [], cleanupMs: 0};
}

/** What is left of a record where no cluster was asked. */
export function recordWithoutCluster(run: GateRun, outcome: Outcome, spec: Spec, version: string): RunRecord {
  return {
    tool: {name: 'chaos-cost-gate', version},
    name: spec.name,
    verdict: outcome.verdict,
    reasons: outcome.reasons,
    startedAt: run.startedAt,
    began: run.began,
    ended: run.ended,
    cluster: null,
    load: null,
    notices: [],
    timings: {
      deploySeconds: {build: null, load: null, apply: null, rollout: null},
      cleanupSeconds: null,
      overheadSeconds: null,
    },
  };
}
