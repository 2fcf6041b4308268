import {shortSpec, victimManifests} from './a-victim.js';
import {leftInCluster, workspace} from './gate-process.js';
import {hideGroup} from './hiding-proxy.js';

describe('a real cluster that serves no Chaos Mesh', () => {
  it('is the environment’s fault, with the command that installs it, before anything is deployed', async () => {
    const hidden = await hideGroup(process.env.KUBECONFIG ?? '', 'chaos-mesh.org');
    const space = workspace();
    const env = workspace({KUBECONFIG: space.write('kubeconfig', hidden.kubeconfig)});
    try {
      env.write('k8s/victim.yaml', victimManifests());
      const experiments = [{name: 'cpu-hog', cpu: {target: 'Deployment/victim'}, for: '5s'}];
      const {code, stderr, result} = await env.gate(
        ...['run', '--spec', env.write('gate.yaml', shortSpec({experiments})), '--out', env.out],
      );
      expect({code, verdict: result?.verdict}).toEqual({code: 3, verdict: 'error'});
      expect(stderr).toContain('Chaos Mesh is not installed');
      expect(stderr).toContain('helm upgrade --install chaos-mesh');
      expect(stderr).toContain('chaosDaemon.runtime=containerd');
      expect(env.ledgers()).toEqual([]);
      expect(leftInCluster()).toEqual([]);
    } finally {
      await hidden.close();
      space.remove();
      env.remove();
    }
  });
});
