import {type RecoverySplit, splitRecovery} from '../../../src/analysis/recovery-split.js';
import {aWorkloadTimeline, type WorkloadStory} from '../../builders/a-workload-timeline.js';
import {at} from '../../builders/some-samples.js';

/** Splits the recovery of a story. The fault was asked for at second 29.9, and the clock starts at 30. */
export function split(story: WorkloadStory, recoveredAt: number, origin = 30): RecoverySplit | undefined {
  return splitRecovery(aWorkloadTimeline(story), {
    requestedAt: at(29.9),
    origin: at(origin),
    recoveredAt: at(recoveredAt),
  });
}

/** A pod that goes, and the one that comes for it: 43.6 is in service. */
export const REPLACED: WorkloadStory = {
  pods: {
    old: [
      [30.2, 'terminating'],
      [30.3, 'out-of-service'],
      [31, 'gone'],
    ],
    new: [
      [30.5, 'created'],
      [30.7, 'scheduled'],
      [30.8, 'initialized'],
      [30.9, 'pulling'],
      [38.9, 'pulled'],
      [39.4, 'started'],
      [43.4, 'ready'],
      [43.6, 'in-service'],
    ],
  },
};
