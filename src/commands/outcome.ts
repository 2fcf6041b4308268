import {adviceOf, isFailure, messageOf} from '../failure.js';
import type {RunVerdict} from '../gate/judge.js';
import type {GateRun} from '../gate-run.js';
import {isInterrupted} from '../runtime/signals.js';
import type {Spec} from '../spec/schema.js';

/** The run's verdict with what went wrong around it, and the exit code that says so. */
export interface Outcome {
  verdict: RunVerdict;
  /** Worst first. */
  reasons: string[];
  exitCode: number;
}

const ORDER: RunVerdict[] = ['fail', 'error', 'inconclusive', 'warn', 'pass'];

/** Joins the gate's verdict with the failure that ended the run: the first that occurs of fail > error > inconclusive > warn > pass. */
export function outcomeOf(run: GateRun, spec: Pick<Spec, 'onInconclusive'>): Outcome {
  const judged = run.verdict;
  if (run.failure === undefined && judged !== undefined) {
    return {verdict: judged.verdict, reasons: judged.reasons, exitCode: codeOf(judged.verdict, undefined, spec)};
  }
  const failed = verdictOf(run.failure);
  const reason = reasonOf(run.failure);
  const both = judged === undefined ? [failed] : [failed, judged.verdict];
  const verdict = ORDER.find(candidate => both.includes(candidate)) ?? failed;
  const others = judged?.reasons ?? [];
  const reasons = verdict === failed ? [reason, ...others] : [...others, reason];
  return {verdict, reasons, exitCode: codeOf(verdict, run.failure, spec)};
}

function verdictOf(failure: unknown): RunVerdict {
  if (!isFailure(failure)) return 'error';
  if (failure.blame === 'change') return 'fail';
  return failure.blame === 'inconclusive' ? 'inconclusive' : 'error';
}

function reasonOf(failure: unknown): string {
  const message = messageOf(failure);
  if (isInterrupted(failure)) return `the run was ${message}`;
  if (!isFailure(failure)) return `a defect of chaos-cost-gate: ${message}`;
  return adviceOf(failure);
}

const BLAME_CODES = {usage: 2, environment: 3, change: 1, inconclusive: 4} as const;

function codeOf(verdict: RunVerdict, failure: unknown, {onInconclusive}: Pick<Spec, 'onInconclusive'>): number {
  if (isInterrupted(failure)) return failure.exitCode;
  if (verdict === 'fail') return 1;
  if (verdict === 'error') return isFailure(failure) ? BLAME_CODES[failure.blame] : 5;
  if (verdict === 'inconclusive') return onInconclusive === 'warn' ? 0 : 4;
  return 0;
}
