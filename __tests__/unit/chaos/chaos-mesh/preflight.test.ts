import {installCommand, runtimeOf} from '../../../../src/chaos/chaos-mesh/install.js';
import {preflight} from '../../../../src/chaos/chaos-mesh/preflight.js';
import {ApiError} from '../../../../src/cluster/kube.js';
import {aNode, installChaosMesh} from '../../../builders/a-chaos-mesh.js';
import {fakeKube} from '../../../fakes/fake-kube.js';

describe('preflight', () => {
  it('has nothing against a Chaos Mesh that answers', async () => {
    const kube = fakeKube();
    installChaosMesh(kube);
    expect(await preflight(kube, ['StressChaos'])).toBeUndefined();
    expect(await kube.list({apiVersion: 'chaos-mesh.org/v1alpha1', kind: 'PodChaos'})).toEqual([]);
  });

  it('says how to install it for the runtime that the nodes run', async () => {
    const kube = fakeKube();
    kube.put(aNode('docker://27.1.1'));
    expect(await preflight(kube, [])).toEqual({
      why: 'Chaos Mesh is not installed: the cluster serves no PodChaos of chaos-mesh.org/v1alpha1',
      fix: 'Install it: helm upgrade --install chaos-mesh chaos-mesh --repo https://charts.chaos-mesh.org --namespace chaos-mesh --create-namespace --wait --set chaosDaemon.runtime=docker --set chaosDaemon.socketPath=/var/run/docker.sock',
    });
  });

  it('passes on why the controller does not answer', async () => {
    const kube = fakeKube();
    installChaosMesh(kube);
    const message = 'failed calling webhook "mpodchaos.kb.io": connection refused';
    kube.refuse('apply', 'PodChaos', new ApiError(500, 'InternalError', message));
    expect((await preflight(kube, []))?.why).toBe(`Chaos Mesh's controller does not answer: ${message}`);
  });

  it('does not need the right to try it in the default namespace', async () => {
    const kube = fakeKube();
    installChaosMesh(kube);
    kube.refuse('apply', 'PodChaos', new ApiError(403, 'Forbidden', 'podchaos is forbidden: cannot patch'));
    kube.refuse('list', 'Node', new ApiError(403, 'Forbidden', 'nodes is forbidden'));
    kube.refuse('list', 'DaemonSet', new ApiError(403, 'Forbidden', 'daemonsets is forbidden'));
    kube.refuse('list', 'Pod', new ApiError(403, 'Forbidden', 'pods is forbidden'));
    expect(await preflight(kube, [])).toBeUndefined();
  });

  it('sees a daemon that was set up for another runtime, or that is not ready', async () => {
    const other = fakeKube();
    installChaosMesh(other, {daemonFor: 'docker'});
    expect((await preflight(other, []))?.why).toBe(
      "Chaos Mesh's daemon is set up for docker, and the nodes run containerd",
    );
    const unready = fakeKube();
    installChaosMesh(unready, {ready: false});
    expect((await preflight(unready, []))?.why).toBe("0 of 1 pods of Chaos Mesh's daemon are ready");
  });
});

describe('the command that installs Chaos Mesh', () => {
  it.each([
    ['containerd://2.0.1', 'v1.35.0', 'containerd', '/run/containerd/containerd.sock'],
    ['containerd://2.0.1', 'v1.35.0+k3s1', 'containerd', '/run/k3s/containerd/containerd.sock'],
    ['docker://27.1.1', 'v1.35.0', 'docker', '/var/run/docker.sock'],
    ['cri-o://1.31.0', 'v1.35.0', 'crio', '/var/run/crio/crio.sock'],
  ])('is for %s with the kubelet %s', async (runtime, kubelet, name, socket) => {
    const kube = fakeKube();
    kube.put(aNode(runtime, kubelet));
    expect(installCommand(await runtimeOf(kube))).toContain(
      `--set chaosDaemon.runtime=${name} --set chaosDaemon.socketPath=${socket}`,
    );
  });

  it('assumes no runtime where the nodes may not be read', async () => {
    const kube = fakeKube();
    kube.refuse('list', 'Node', new ApiError(403, 'Forbidden', 'nodes is forbidden'));
    expect(installCommand(await runtimeOf(kube))).toContain('chaosDaemon.runtime=RUNTIME');
  });
});
