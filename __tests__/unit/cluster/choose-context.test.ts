import {chooseContext} from '../../../src/cluster/choose-context.js';

describe('the context that a spec means', () => {
  it('is the only one of KIND', () => {
    expect(chooseContext('kind', ['prod', 'kind-ci'], 'prod')).toBe('kind-ci');
  });

  it('is the current one when it is of KIND', () => {
    expect(chooseContext('kind', ['kind-a', 'kind-b'], 'kind-b')).toBe('kind-b');
  });

  it('is refused when several are of KIND and none is current, with what to write', () => {
    const choose = () => chooseContext('kind', ['kind-a', 'prod', 'kind-b'], 'prod');
    expect(choose).toThrow(
      expect.objectContaining({
        blame: 'usage',
        message: '`cluster: kind` fits several clusters: kind-a, kind-b',
        hint: 'Say which one in the spec: `cluster: {kind: a}`, or pass --context.',
      }),
    );
  });

  it('is none when KIND is meant and no context is of it, even if another is current', () => {
    expect(chooseContext('kind', ['prod', 'not-kind-ci'], 'prod')).toBeUndefined();
  });

  it('is not the current one when that has gone from the file', () => {
    expect(chooseContext('kind', ['kind-a'], 'kind-gone')).toBe('kind-a');
  });

  it.each([
    ['minikube' as const, 'minikube'],
    [{kind: 'ci'}, 'kind-ci'],
    [{minikube: 'shop'}, 'shop'],
    [{context: 'prod'}, 'prod'],
  ])('is named by %j', (cluster, context) => {
    expect(chooseContext(cluster, ['kind-other'], 'kind-other')).toBe(context);
  });
});
