import {metricsApiSource} from '../../../../src/measure/usage/sources/metrics-api.js';
import type {NodeRef} from '../../../../src/measure/usage/sources/source.js';
import {fakeKube} from '../../../fakes/fake-kube.js';

const NODE: NodeRef = {name: '', address: undefined};
const {signal} = new AbortController();
const T = Date.UTC(2026, 0, 1);

function answering() {
  const kube = fakeKube();
  const source = metricsApiSource(kube, 'shop');
  const say = (second: number, window: string, cpu: string) => {
    const containers = [{name: 'app', usage: {cpu, memory: '64Mi'}}];
    const timestamp = new Date(T + second * 1000).toISOString();
    kube.answer('/namespaces/shop/pods', {
      text: JSON.stringify({items: [{metadata: {name: 'a'}, timestamp, window, containers}]}),
    });
  };
  const read = async () =>
    (await source.read(NODE, signal)).map(({timestamp, cpuSeconds}) => [(timestamp - T) / 1000, cpuSeconds]);
  return {kube, source, say, read};
}

describe('metricsApiSource', () => {
  it('adds rates up over windows that follow one another', async () => {
    const {say, read} = answering();
    say(15, '15s', '200m');
    expect(await read()).toEqual([
      [0, 0],
      [15, 3],
    ]);
    expect(await read()).toEqual([[15, 3]]); // told again
    say(30, '15.2s', '500000000n');
    expect(await read()).toEqual([[30, 3 + 0.5 * 15.2]]);
  });

  it('starts again after a gap, whose usage nobody knows', async () => {
    const {say, read} = answering();
    say(15, '15s', '1');
    await read();
    say(60, '15s', '1');
    expect(await read()).toEqual([
      [45, 0],
      [60, 15],
    ]);
  });

  it.each([
    [404, 'install metrics-server'],
    [503, 'install metrics-server'],
    [403, 'resources: [pods], verbs: [get, list]'],
  ])('says what to do about %i', async (status, text) => {
    const {kube, source} = answering();
    kube.answer('/namespaces/shop/pods', {status, text: '{"message":"no"}'});
    expect(await source.refusal(signal)).toContain(text);
    await expect(source.read(NODE, signal)).rejects.toThrow(`HTTP ${status}: no`);
  });
});
