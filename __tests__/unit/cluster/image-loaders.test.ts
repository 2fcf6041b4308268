import {imageLoaderFor} from '../../../src/cluster/image-loaders.js';
import type {Kube, KubeObject} from '../../../src/cluster/kube.js';
import {Failure} from '../../../src/failure.js';
import {CommandError} from '../../../src/runtime/command.js';
import type {ClusterSpec} from '../../../src/spec/schema.js';
import {fakeRun} from '../../fakes/fake-run.js';

const notInstalled = (program: string) => new Failure('environment', `the program \`${program}\` was not found`);
const KIND = 'kind load docker-image shop:ci --name';
const MINIKUBE = 'minikube image load shop:ci -p';

function withNodes(...nodes: object[]): Pick<Kube, 'list'> {
  return {list: async <T = KubeObject>() => nodes as T[]};
}

const kindNode = {metadata: {name: 'n', labels: {}}, spec: {providerID: 'kind://docker/shop-ci/shop-ci-control-plane'}};
const minikubeNode = {metadata: {name: 'n', labels: {'minikube.k8s.io/name': 'dev'}}, spec: {}};
const cloudNode = {metadata: {name: 'n'}, spec: {providerID: 'aws:///eu-west-1a/i-0'}};

async function linesOf(cluster: ClusterSpec, contextName: string, ...nodes: object[]) {
  const {run, lines} = fakeRun(new Proxy({}, {get: () => ''}), notInstalled);
  const loader = await imageLoaderFor(cluster, {run, contextName, kube: withNodes(...nodes)});
  await loader.load('shop:ci');
  return {how: loader.how, lines};
}

describe('an image is loaded', () => {
  it.each<[ClusterSpec, string, string]>([
    ['kind', 'kind-ci', `${KIND} ci`],
    [{kind: 'ci'}, 'kind-ci', `${KIND} ci`],
    ['minikube', 'minikube', `${MINIKUBE} minikube`],
    [{minikube: 'dev'}, 'dev', `${MINIKUBE} dev`],
    [{context: 'kind-ci'}, 'kind-ci', `${KIND} ci`],
    [{context: 'minikube'}, 'minikube', `${MINIKUBE} minikube`],
  ])('for %j by the name of its cluster', async (cluster, contextName, line) => {
    expect((await linesOf(cluster, contextName)).lines).toEqual([line]);
  });

  it('for another context by what its nodes are', async () => {
    expect(await linesOf({context: 'ci'}, 'ci', kindNode)).toEqual({
      how: 'kind load docker-image',
      lines: [`${KIND} shop-ci`],
    });
    expect(await linesOf({context: 'ci'}, 'ci', minikubeNode)).toEqual({
      how: 'minikube image load',
      lines: [`${MINIKUBE} dev`],
    });
  });

  it('not at all where the nodes run on the same engine', async () => {
    expect((await linesOf({context: 'docker-desktop'}, 'docker-desktop')).lines).toEqual([]);
  });

  it('not into other clusters: that says what to do instead', async () => {
    await expect(linesOf({context: 'eks'}, 'eks', cloudNode)).rejects.toMatchObject({
      blame: 'environment',
      message: "the image shop:ci can't be loaded into the nodes of eks: it is neither KIND nor Minikube",
      hint: expect.stringContaining('Push the image to a registry'),
    });
  });

  it('with the program’s own words when it fails', async () => {
    const {run} = fakeRun(
      {[`${KIND} ci`]: new CommandError('kind load', 1, 'ERROR: image: "shop:ci" not present locally')},
      notInstalled,
    );
    const loader = await imageLoaderFor({kind: 'ci'}, {run, contextName: 'kind-ci', kube: withNodes()});
    await expect(loader.load('shop:ci')).rejects.toMatchObject({
      blame: 'environment',
      message: expect.stringContaining('not present locally'),
    });
  });
});
