import {watchUntil} from '../../../src/deploy/watch-until.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {fakeKube} from '../../fakes/fake-kube.js';

const configMap = (name: string) => ({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name, namespace: 'shop'}});
const sets = [
  {apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop'},
  {apiVersion: 'v1', kind: 'Secret', namespace: 'shop'},
];

function limits() {
  const clock = fakeClock();
  const controller = new AbortController();
  return {kube: fakeKube({now: clock.now}), clock, withinMs: 1_000, signal: controller.signal, controller};
}

describe('watchUntil', () => {
  it('looks first when the state of all sets is known, then at each change', async () => {
    const to = limits();
    to.kube.put(configMap('a'));
    const looks: string[] = [];
    const waiting = watchUntil(
      sets,
      seen => {
        const names = [...seen.all('ConfigMap'), ...seen.all('Secret')].map(({metadata}) => metadata.name);
        looks.push(names.join());
        return names.includes('c') ? names.length : undefined;
      },
      to,
    );
    to.kube.put(configMap('b'));
    to.kube.remove({apiVersion: 'v1', kind: 'ConfigMap', name: 'b', namespace: 'shop'});
    to.kube.put({...configMap('c'), kind: 'Secret'});
    await expect(waiting).resolves.toBe(2);
    expect(looks).toEqual(['a', 'a,b', 'a', 'a,c']);
  });

  it('gives undefined when the time is up', async () => {
    const to = limits();
    const waiting = watchUntil(sets, () => undefined, to);
    await to.clock.advance(1_000);
    await expect(waiting).resolves.toBeUndefined();
  });

  it('rejects when looking throws, a watch fails or the signal aborts', async () => {
    const thrown = watchUntil(
      sets,
      () => {
        throw new Error('bad look');
      },
      limits(),
    );
    await expect(thrown).rejects.toThrow('bad look');
    const refused = limits();
    refused.kube.refuse('watch', 'Secret', new Error('forbidden'));
    await expect(watchUntil(sets, () => undefined, refused)).rejects.toThrow('forbidden');
    const aborted = limits();
    const waiting = expect(watchUntil(sets, () => undefined, aborted)).rejects.toThrow('interrupted');
    aborted.controller.abort(new Error('interrupted'));
    await waiting;
    await expect(watchUntil(sets, () => 1, aborted)).rejects.toThrow('interrupted');
  });
});
