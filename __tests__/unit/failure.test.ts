import {adviceOf, Failure, messageOf} from '../../src/failure.js';

describe('adviceOf', () => {
  it('says what went wrong, why, and what to do next', () => {
    const failure = new Failure('environment', 'the cluster does not answer', {
      hint: 'Start it.',
      cause: new Error('connect ECONNREFUSED'),
    });
    expect(adviceOf(failure)).toBe('the cluster does not answer: connect ECONNREFUSED. Start it.');
    expect(adviceOf(new Failure('usage', 'no spec'))).toBe('no spec');
  });
});

describe('messageOf', () => {
  it('adds a cause that the message does not tell already', () => {
    expect(messageOf(new Error('a', {cause: new Error('b')}))).toBe('a: b');
    expect(messageOf(new Error('a: b', {cause: new Error('b')}))).toBe('a: b');
    expect(messageOf('text')).toBe('text');
  });
});
