import {outcomeIndex} from '../../src/load/outcome.js';
import type {Samples} from '../../src/load/samples.js';
import type {Clock} from '../../src/runtime/clock.js';

/** The same samples while the load runs: what leaves after the clock's `now` is not in them yet, and what ends after it is pending. */
export function growingSamples(whole: Samples, clock: Pick<Clock, 'now'>): Samples {
  const sentAt = (index: number) => whole.startAt + (1000 * index) / whole.rate;
  let known = knownAt(Number.NEGATIVE_INFINITY);
  function knownAt(now: number) {
    const isSent = (index: number) => index < whole.count && sentAt(index) <= now;
    const hasEnded = (index: number) => sentAt(index) + whole.latency[index]! <= now;
    const outcome = whole.outcome.map((value, index) => (isSent(index) && hasEnded(index) ? value : PENDING));
    let count = 0;
    while (isSent(count)) count++;
    let settled = 0;
    while (settled < count && outcome[settled] !== PENDING) settled++;
    return {now, outcome, count, settled};
  }
  const current = () => {
    if (known.now !== clock.now()) known = knownAt(clock.now());
    return known;
  };
  return {
    ...whole,
    get count() {
      return current().count;
    },
    get settled() {
      return current().settled;
    },
    get outcome() {
      return current().outcome;
    },
  };
}

const PENDING = outcomeIndex('pending');
