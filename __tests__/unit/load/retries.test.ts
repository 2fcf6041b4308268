import {isWorthRetrying, longestRequest, retries} from '../../../src/load/retries.js';

describe('retries', () => {
  it('wait twice as long each time, and leave once', () => {
    const queue = retries<string>({attempts: 4, backoff: 100});
    queue.add('second', 2, 0);
    queue.add('first', 1, 10);
    queue.add('later', 1, 50);
    expect(queue.due(109)).toEqual([]);
    expect(queue.due(110)).toEqual(['first']);
    expect(queue.due(200)).toEqual(['later', 'second']);
    expect(queue.due(9_999)).toEqual([]);
  });

  it.each([
    ['ok', 200, false],
    ['unsent', 0, false],
    ['status', 404, false],
    ['status', 429, true],
    ['status', 503, true],
    ['refused', 0, true],
    ['timeout', 0, true],
    ['cut', 200, true],
  ] as const)('of %s %d: %s', (outcome, status, expected) => {
    expect(isWorthRetrying(outcome, status)).toBe(expected);
  });
});

describe('longestRequest', () => {
  it('is all attempts and what is between them', () => {
    expect(longestRequest({timeout: 5_000})).toBe(5_000);
    expect(longestRequest({timeout: 1_000, retry: {attempts: 3, backoff: 100}})).toBe(3_300);
  });
});
