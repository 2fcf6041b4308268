import {Failure, messageOf} from '../../failure.js';
import type {SendOnce} from '../../load/send-once.js';
import type {Clock} from '../../runtime/clock.js';
import type {RequestFaultSpec} from '../../spec/schema.js';
import type {FaultPlan, Injection} from '../engine.js';

export interface RequestFaultPorts {
  clock: Clock;
  /** Sends to the Service that the fault names. */
  send: SendOnce;
}

/** How long the endpoint may take to answer before it counts as one that answers when the stress is over. */
const ANSWER_MS = 3_000;

/** Calls a stress endpoint of the victim's own. It lasts for `for`, which the endpoint must keep by itself; `undo` ends it early. */
export async function requestFault(
  fault: RequestFaultSpec,
  plan: FaultPlan,
  ports: RequestFaultPorts,
  signal: AbortSignal,
): Promise<Injection> {
  const {clock, send} = ports;
  const lasts = plan.experiment.for;
  const what = `${fault.method} ${fault.path}`;
  const requestedAt = clock.now();
  const answer = send({...fault, timeoutMs: lasts + ANSWER_MS}, signal);
  answer.catch(() => {}); // it may fail long after we stopped waiting
  const early = await Promise.race([
    answer,
    clock.sleep(Math.min(ANSWER_MS, lasts), signal).then(() => undefined),
  ]).catch(error => {
    if (signal.aborted) throw error;
    throw new Failure('inconclusive', `${what} could not be sent: ${messageOf(error)}`);
  });
  if (early !== undefined && !early.expected) {
    throw new Failure('inconclusive', `${what} answered ${early.status}, so there is no stress to measure`, {
      hint: 'Check the path and the method of the fault, or what `expect` allows.',
    });
  }
  const acknowledgedAt = early === undefined ? requestedAt : clock.now();
  return {
    lifecycle: 'lasting',
    requestedAt,
    acknowledgedAt,
    targets: [],
    applied: early === undefined ? `sent ${what}, which has not answered yet` : `${what} answered ${early.status}`,
    effects: ['container-exited', 'unready'],
    lostWith: [],
    remove: async undoSignal => {
      const left = acknowledgedAt + lasts - clock.now();
      if (left > 0 && fault.undo !== undefined)
        await send({headers: {}, body: undefined, expect: undefined, ...fault.undo, timeoutMs: ANSWER_MS}, undoSignal);
      return clock.now();
    },
  };
}
