import type {Workload} from '../deploy/victim.js';
import type {PodEventKind} from '../measure/timeline.js';
import type {ExperimentSpec, FaultKind} from '../spec/schema.js';

/** One-shot faults are over once injected (a pod kill); lasting ones until they are removed. */
export type Lifecycle = 'one-shot' | 'lasting';

/** How sure we are that the fault landed: `effect` was seen apart from the engine, `applied` is the engine's own word. */
export type ProofGrade = 'effect' | 'applied' | 'none';

export interface Proof {
  grade: ProofGrade;
  /** A sentence: what was seen. */
  what: string;
  /** Monotonic ms of the earliest effect. */
  at: number | undefined;
}

/** When the fault was there. Monotonic ms. */
export interface FaultWindow {
  lifecycle: Lifecycle;
  /** The create request left. */
  requestedAt: number;
  /** The engine said that it is done. */
  acknowledgedAt: number;
  /** The earliest effect between the two, or `acknowledgedAt` where none was seen. */
  injectedAt: number;
  /** When a lasting fault was gone; undefined for one-shot faults. */
  removedAt: number | undefined;
  /** What was hit: pod names, an address. */
  targets: string[];
  /** The engine's own word, with the seed of its random choices. */
  applied: string;
  proof: Proof;
}

/** One experiment's fault, with its target found. */
export interface FaultPlan {
  experiment: ExperimentSpec;
  namespace: string;
  /** The workload to hit; undefined where the fault has none of its own and the spec names none. */
  target: Workload | undefined;
  /** Counted from 1. */
  repeat: number;
}

/** A fault that was injected. */
export interface Injection {
  lifecycle: Lifecycle;
  requestedAt: number;
  acknowledgedAt: number;
  targets: {uid: string; name: string}[];
  /** What the engine says that it did. */
  applied: string;
  /** The changes of the targets' pods that would show the fault apart from the engine's word; none where only traffic or usage can. */
  effects: PodEventKind[];
  /** The changes of a target's pod that take a lasting fault away from it. */
  lostWith: PodEventKind[];
  /** Ends a lasting fault and resolves with the time at which it was gone. Harmless when it is over already. */
  remove(signal?: AbortSignal): Promise<number>;
}

/** Why a fault can't be injected on this cluster, and what to do about it. */
export interface Refusal {
  why: string;
  fix?: string;
}

/** Injects faults of some kinds. */
export interface ChaosEngine {
  readonly name: string;
  readonly faults: readonly FaultKind[];
  /** After how many ms an injection is given up, the engine's own clean-up included; 20 s by default. */
  readonly giveUpMs?: number;
  /** Undefined when this fault can be injected here. Asked before anything is deployed; fails with `usage` where the experiment is wrong. */
  refusal(experiment: ExperimentSpec): Promise<Refusal | undefined>;
  /** Fails with `usage` where the fault must not hit what was deployed. Asked before the load starts. */
  check?(plan: Omit<FaultPlan, 'repeat'>, signal: AbortSignal): Promise<void>;
  inject(plan: FaultPlan, signal: AbortSignal): Promise<Injection>;
}
