import type {PodStory} from '../../../builders/a-workload-timeline.js';
import type {FactsStory} from '../../../builders/some-facts.js';

/** The only replica is replaced within 1.4 s. */
export const REPLACED: FactsStory = {
  pods: {
    old: [
      [30, 'out-of-service'],
      [30, 'gone'],
    ],
    new: [
      [30.1, 'created'],
      [30.6, 'started'],
      [31.4, 'ready'],
      [31.4, 'in-service'],
    ],
  },
  serving: [
    [30, 0],
    [31.4, 1],
  ],
  recoveredAt: 31.4,
};

/** The old pod goes at second 30; the new one is back at the last second of its story. */
export function replaced(story: PodStory, change: FactsStory = {}): FactsStory {
  const back = story.find(([, what]) => what === 'in-service')?.[0];
  return {
    pods: {
      old: [
        [30, 'out-of-service'],
        [30, 'gone'],
      ],
      new: story,
    },
    serving: [[30, 0], ...(back === undefined ? [] : ([[back, 1]] as [number, number][]))],
    ...(back === undefined ? {} : {recoveredAt: back}),
    ...change,
  };
}
