import {isConnectionLost, unreachable} from '../../../src/cluster/unreachable.js';

const access = {server: 'https://10.0.0.1:6443', context: 'ci'};
const networkError = (code: string, message = code) => Object.assign(new Error(message), {code});

describe('a server that is not reached', () => {
  it.each([
    [
      'ECONNREFUSED',
      'the API server at https://10.0.0.1:6443 does not answer: ECONNREFUSED',
      'Is the cluster running?',
    ],
    ['ENOTFOUND', "the API server's address https://10.0.0.1:6443 can't be resolved: ENOTFOUND", 'Check the cluster'],
    [
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      'the certificate of the API server at https://10.0.0.1:6443 is not trusted: self (DEPTH_ZERO_SELF_SIGNED_CERT)',
      'kind export kubeconfig',
    ],
    [
      'CERT_HAS_EXPIRED',
      'the certificate of the API server at https://10.0.0.1:6443 is not trusted: self (CERT_HAS_EXPIRED)',
      'Was the cluster made anew?',
    ],
  ])('is the environment’s failure, with what to do (%s)', (code, message, hint) => {
    expect(unreachable(access, networkError(code, 'self'))).toMatchObject({
      blame: 'environment',
      message,
      hint: expect.stringContaining(hint),
    });
  });

  it('is told by the cause of what undici throws', () => {
    const error = new TypeError('fetch failed', {cause: networkError('ECONNRESET')});
    expect(unreachable(access, error).message).toBe(
      'the API server at https://10.0.0.1:6443 does not answer: ECONNRESET',
    );
  });

  it('is told in its own words where there is no code', () => {
    expect(unreachable(access, new Error('Proxy response (403) !== 200 when HTTP Tunneling')).message).toContain(
      'does not answer: Proxy response (403)',
    );
  });

  it('may be back soon after a lost connection, but not with another certificate', () => {
    expect(isConnectionLost(unreachable(access, networkError('ECONNREFUSED')))).toBe(true);
    expect(isConnectionLost(unreachable(access, networkError('CERT_HAS_EXPIRED')))).toBe(false);
    expect(isConnectionLost(networkError('ECONNREFUSED'))).toBe(false);
  });
});
