import type {Container, ContainerStatus, Event} from 'kubernetes-types/core/v1.js';
import {crashTrouble} from './crash-trouble.js';
import {imageTrouble} from './image-trouble.js';
import {probeTrouble} from './probe-trouble.js';
import {readableLine} from './readable-text.js';
import type {Trouble} from './trouble.js';

/** One container of a pod that is not ready. */
export interface ContainerView {
  spec: Container;
  status: ContainerStatus;
  role: 'container' | 'init container';
  /** Its own, and those of the pod as a whole. */
  events: readonly Event[];
}

/** What is wrong with a container; undefined when it does as it should, or has only just begun. */
export function containerTrouble(view: ContainerView): Trouble | undefined {
  return imageTrouble(view) ?? configTrouble(view) ?? crashTrouble(view) ?? stuckInit(view) ?? probeTrouble(view);
}

/** What no later attempt changes: everything else may be a cache that isn't warm yet. */
const MISSING = /not found|couldn't find key|non-existent config key|runAsNonRoot|non-numeric user/;

function configTrouble({spec, status, role}: ContainerView): Trouble | undefined {
  const {reason, message = ''} = status.state?.waiting ?? {};
  if (reason !== 'CreateContainerConfigError' && reason !== 'CreateContainerError') return undefined;
  return {
    blame: 'change',
    what: `${role} ${spec.name} can't be created: ${readableLine(message) || reason}`,
    hint: /secret/i.test(message)
      ? 'Add the Secret to the manifests or to `victim.secrets`, or correct its name or key.'
      : 'Add what is missing to the manifests, or correct its name or key.',
    isPermanent: reason === 'CreateContainerConfigError' && MISSING.test(message),
  };
}

/** A sidecar (restartPolicy Always) may run for ever; its probes are judged instead. */
function stuckInit({spec, status, role}: ContainerView): Trouble | undefined {
  const isSidecar = (spec as {restartPolicy?: string}).restartPolicy === 'Always';
  if (role !== 'init container' || isSidecar || status.state?.running === undefined) return undefined;
  return {
    blame: 'change',
    what: `init container ${spec.name} has not ended yet`,
    hint: 'Look at what it waits for; the other containers start after it.',
    isPermanent: false,
    log: {container: spec.name, run: 'current', lines: 10},
  };
}
