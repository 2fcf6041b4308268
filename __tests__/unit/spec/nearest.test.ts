import {didYouMean, nearest} from '../../../src/spec/nearest.js';

describe('the nearest word', () => {
  it.each([
    ['podKil', 'podKill'],
    ['pod-kill', 'podKill'],
    ['pod_kill', 'podKill'],
    ['PODKILL', 'podKill'],
    ['pdoKill', 'podKill'],
    ['requst', 'request'],
    ['rq', undefined],
    ['x', undefined],
    ['', undefined],
    ['completely-else', undefined],
  ])('to %j is %s', (word, expected) => {
    expect(nearest(word, ['podKill', 'request', 'engine'])).toBe(expected);
  });

  it('is put into a question, or not at all', () => {
    expect(didYouMean('shoud', ['must', 'should'])).toBe(' (did you mean should?)');
    expect(didYouMean('zzz', ['must', 'should'])).toBe('');
  });
});
