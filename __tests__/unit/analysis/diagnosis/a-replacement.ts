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
