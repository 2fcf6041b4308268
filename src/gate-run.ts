import type {Findings} from './analysis/analyse.js';
import type {ChaosEngine} from './chaos/engine.js';
import type {ImageLoader} from './cluster/image-loader.js';
import type {Kube} from './cluster/kube.js';
import type {CostFigures} from './cost/cost-figures.js';
import type {DeployTimings} from './deploy/deploy.js';
import type {Victim} from './deploy/victim.js';
import type {Verdict} from './gate/judge.js';
import type {LoadPorts} from './load/generator.js';
import type {Route} from './load/route.js';
import type {TcpProbe} from './load/tcp-probe.js';
import type {Measurements, Span} from './measure/measurements.js';
import type {Clock} from './runtime/clock.js';
import type {RunCommand} from './runtime/command.js';
import type {FileLedger} from './runtime/ledger-file.js';
import type {Logger} from './runtime/logger.js';

/** What a run needs from outside. */
export interface GatePorts {
  kube: Kube;
  loader: ImageLoader;
  engines: ChaosEngine[];
  run: RunCommand;
  clock: Clock;
  logger: Logger;
  ledger: FileLedger;
  env: NodeJS.ProcessEnv;
  thread: LoadPorts['thread'];
  probe: TcpProbe;
}

/** What a run left behind for the report: as much of it as there was time for. */
export interface GateRun {
  startedAt: Date;
  /** Monotonic ms. */
  began: number;
  ended: number;
  clusterVersion?: string;
  route?: Route;
  victim?: Victim;
  deployTimings?: DeployTimings;
  warmup?: Span;
  idle?: Span;
  measurements?: Measurements;
  cost?: CostFigures;
  findings?: Findings;
  verdict?: Verdict;
  /** Why the run ended early. */
  failure?: unknown;
  /** What could not be removed, in sentences. */
  leftovers: string[];
  /** Undefined where there was nothing to clean up. */
  cleanupMs?: number;
}

/** A run that begins now, and has done nothing yet. */
export function emptyRun(clock: Clock): GateRun {
  return {startedAt: clock.today(), began: clock.now(), ended: clock.now(), leftovers: []};
}
