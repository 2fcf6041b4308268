import {chooseSource} from '../../../../src/measure/usage/choose-source.js';
import {usageSources} from '../../../../src/measure/usage/sources/index.js';
import {fakeClock} from '../../../fakes/fake-clock.js';
import {type FakeKube, fakeKube} from '../../../fakes/fake-kube.js';

const NODE = {name: 'n', address: undefined};
const METRICS = 'resource_scrape_error 0\n';
const {signal} = new AbortController();

const allowing = (kube: FakeKube, allowed: boolean) =>
  kube.answer('/selfsubjectaccessreviews', {status: 201, text: JSON.stringify({status: {allowed}})});
const choose = (kube: FakeKube) =>
  chooseSource(usageSources('auto', 'shop', {kube, clock: fakeClock(), env: {}}), NODE, signal);

describe('chooseSource', () => {
  it('takes the node proxy where it is granted anyway', async () => {
    const kube = fakeKube();
    allowing(kube, true);
    kube.answer('/proxy/metrics/resource', {text: METRICS});
    expect((await choose(kube)).source?.name).toBe('node-proxy');
  });

  it('never asks for the node proxy where it is not', async () => {
    const kube = fakeKube();
    allowing(kube, false);
    kube.answer('/apis/metrics.k8s.io', {text: '{"items":[]}'});
    const {source, refusals} = await choose(kube);
    expect(source?.name).toBe('metrics-api');
    expect(refusals).toEqual([
      'node-proxy: get of nodes/proxy is not granted (and need not be)',
      expect.stringMatching(/^kubelet: .*resources: \[nodes\/metrics\], verbs: \[get\]/),
    ]);
    expect(kube.calls.filter(call => call.includes('/proxy/'))).toEqual([]);
  });

  it('names what each source said where none can be used', async () => {
    const kube = fakeKube();
    allowing(kube, true);
    kube.answer('/proxy/metrics/resource', {status: 200, text: '<html>Sign in</html>\n'});
    kube.answer('/apis/metrics.k8s.io', {status: 404, text: '404 page not found'});
    const {source, refusals} = await choose(kube);
    expect(source).toBeUndefined();
    expect(refusals).toEqual([
      expect.stringContaining("not in Prometheus' text format"),
      expect.stringContaining('the fake has no credentials'),
      expect.stringContaining('HTTP 404: 404 page not found: install metrics-server'),
    ]);
  });
});
