import {describe, type ObjectRef} from '../../src/cluster/kube.js';
import type {Ledger} from '../../src/runtime/ledger.js';

export interface FakeLedger extends Ledger {
  /** What was written, such as `created Deployment/shop/checkout uid-3`. */
  readonly lines: string[];
}

/** A ledger in memory. */
export function fakeLedger(runId = 'run-1'): FakeLedger {
  const lines: string[] = [];
  return {
    runId,
    lines,
    intend: (ref: ObjectRef) => void lines.push(`intend ${describe(ref)}`),
    created: (ref: ObjectRef, uid: string) => void lines.push(`created ${describe(ref)} ${uid}`),
    gone: (ref: ObjectRef) => void lines.push(`gone ${describe(ref)}`),
  };
}
