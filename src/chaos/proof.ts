import type {Recorder} from '../measure/recorder.js';
import type {Injection, Proof} from './engine.js';

/** What traffic shows of a fault: a sentence and when it began. */
export interface TrafficEffect {
  what: string;
  at: number;
}

/**
 * How it is known that the fault landed, by what was seen until now: a change of the targets' pods, else a change of the
 * traffic during a lasting fault, else the engine's word.
 */
export function proofOf(
  injection: Injection,
  recorder: Pick<Recorder, 'firstEvent'>,
  traffic: TrafficEffect | undefined,
): Proof {
  const uids = injection.targets.map(target => target.uid);
  const event = recorder.firstEvent(uids, injection.effects, injection.requestedAt);
  if (event !== undefined) {
    return {grade: 'effect', what: `pod ${event.pod} ${WORDS[event.what] ?? event.what}`, at: event.at};
  }
  if (traffic !== undefined && injection.lifecycle === 'lasting')
    return {grade: 'effect', what: traffic.what, at: traffic.at};
  if (injection.lifecycle === 'lasting') return {grade: 'applied', what: injection.applied, at: undefined};
  return {grade: 'none', what: `${injection.applied}, but no effect was seen`, at: undefined};
}

/** The earliest effect between the request and the engine's word; its word where nothing was seen before. */
export function injectedAt(injection: Injection, proof: Proof): number {
  const {requestedAt, acknowledgedAt} = injection;
  return proof.at !== undefined && proof.at >= requestedAt && proof.at < acknowledgedAt ? proof.at : acknowledgedAt;
}

/** Why a lasting fault was not there until its removal: a target that ends takes it along, and engines don't inject again. */
export function whyLost(
  {lifecycle, targets, lostWith, acknowledgedAt}: Injection,
  removedAt: number | undefined,
  recorder: Pick<Recorder, 'firstEvent'>,
): string[] {
  if (lifecycle === 'one-shot' || removedAt === undefined) return [];
  const uids = targets.map(target => target.uid);
  const loss = recorder.firstEvent(uids, lostWith, acknowledgedAt);
  if (loss === undefined || loss.at >= removedAt) return [];
  const after = ((loss.at - acknowledgedAt) / 1000).toFixed(1);
  return [`the fault was lost when pod ${loss.pod} ${PAST[loss.what] ?? loss.what}, ${after} s after the injection`];
}

const PAST: Record<string, string> = {
  terminating: 'was deleted',
  gone: 'was deleted',
  'container-exited': 'lost its container',
};
const WORDS: Record<string, string> = {
  terminating: 'is being deleted',
  gone: 'is gone',
  'container-exited': 'lost its container',
  unready: 'is no longer ready',
};
