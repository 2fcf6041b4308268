import type {Event} from 'kubernetes-types/core/v1.js';
import type {WatchEvent} from '../../cluster/kube.js';
import type {PodNews} from './circumstances.js';

/** Keeps the Events about pods that may explain a recovery. */
export interface NewsLog {
  take(event: WatchEvent<Event>): void;
  all(): PodNews[];
}

const TELLING: ReadonlySet<string> = new Set([
  'FailedScheduling',
  'Pulled',
  'Failed',
  'BackOff',
  'Unhealthy',
  'Killing',
  'FailedMount',
  'FailedAttachVolume',
  'FailedCreatePodSandBox',
  'Evicted',
  'Preempted',
]);
/** A pod that crashes for hours says the same again and again. */
const MOST = 5_000;

/** Begins an empty log. */
export function newsLog(): NewsLog {
  const news: PodNews[] = [];
  return {
    take: ({type, object, at, notBefore}) => {
      const {reason = '', message = '', involvedObject} = object;
      if (type === 'DELETED' || !TELLING.has(reason) || news.length >= MOST) return;
      const container = /^spec\.(?:initC|c)ontainers\{(.+)\}$/.exec(involvedObject.fieldPath ?? '')?.[1];
      news.push({
        podUid: involvedObject.uid ?? '',
        pod: involvedObject.name ?? '',
        ...(container === undefined ? {} : {container}),
        reason,
        message: message.trim(),
        at,
        notBefore,
      });
    },
    all: () => [...news],
  };
}
