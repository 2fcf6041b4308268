import {outcomeIndex, outcomeOf} from '../../../src/load/outcome.js';
import {OUTCOMES} from '../../../src/load/samples.js';

const withCode = (code: string) => Object.assign(new Error('failed'), {code});

describe('outcomeOf', () => {
  it.each([
    ['ECONNREFUSED', 'refused'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['ETIMEDOUT', 'timeout'],
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['EHOSTUNREACH', 'connect'],
    ['ENETUNREACH', 'connect'],
    ['EMFILE', 'unsent'],
    ['EADDRNOTAVAIL', 'unsent'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['EPROTO', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['BAD_ANSWER', 'other'],
    ['', 'other'],
  ])('calls %s before an answer %s', (code, outcome) => {
    expect(outcomeOf(withCode(code), {answering: false})).toBe(outcome);
  });

  it.each(['ECONNRESET', 'EPIPE'])('calls %s within an answer cut', code => {
    expect(outcomeOf(withCode(code), {answering: true})).toBe('cut');
  });

  it('calls what has no code other', () => {
    expect([undefined, 'text', new Error('no code')].map(error => outcomeOf(error, {answering: false}))).toEqual([
      'other',
      'other',
      'other',
    ]);
  });
});

describe('outcomeIndex', () => {
  it('is the place in OUTCOMES, with pending first as new columns are full of zeros', () => {
    expect(OUTCOMES.map(outcomeIndex)).toEqual(OUTCOMES.map((_, i) => i));
    expect(outcomeIndex('pending')).toBe(0);
  });
});
