import type {Undo} from '../../deploy/roll-back.js';
import {INJECTORS} from './file.js';
import {type FreePorts, freeChaos} from './free.js';
import {CHAOS_API} from './status.js';

/** A run that was interrupted has a few seconds for everything. */
const RECOVER_MS = 1_500;

/** How a roll-back ends Chaos Mesh's faults: freed where their finalizers block, since a namespace would never go with them in it. */
export function undoChaosMesh(ports: FreePorts): Undo {
  return {
    undoes: ref => ref.apiVersion === CHAOS_API,
    undo: async (ref, uid, signal) => {
      await freeChaos(ref, uid, ports, {patienceMs: RECOVER_MS, injects: Object.values(INJECTORS), signal});
    },
  };
}
