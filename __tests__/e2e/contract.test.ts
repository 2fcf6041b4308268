import {connect} from '../../src/cluster/kube-client.js';
import {loadKubeconfig} from '../../src/cluster/kubeconfig.js';
import {systemClock} from '../../src/runtime/clock.js';
import {silentLogger} from '../../src/runtime/logger.js';
import {serverContract} from '../contract/server-contract.js';
import {workloadContract} from '../contract/workload-contract.js';

const open = async () => {
  // Never somebody's default cluster: the one to use is given on purpose.
  if (!process.env.KUBECONFIG) throw new Error('KUBECONFIG must name the cluster to test against');
  const kubeconfig = await loadKubeconfig({file: process.env.KUBECONFIG, env: {}});
  const access = kubeconfig.access(kubeconfig.currentContext ?? '');
  const kube = connect(access, {clock: systemClock, logger: silentLogger});
  return {kube, close: () => kube.close()};
};

serverContract('a real cluster', open);
workloadContract('a real cluster', open);
