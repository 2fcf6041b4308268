import {connect} from '../../src/cluster/kube-client.js';
import {loadKubeconfig} from '../../src/cluster/kubeconfig.js';
import {findAccess} from '../../src/cluster/open-cluster.js';
import {systemClock} from '../../src/runtime/clock.js';
import {runCommand} from '../../src/runtime/command.js';
import {silentLogger} from '../../src/runtime/logger.js';
import {kubeContract} from '../contract/kube-contract.js';

// The current context of KUBECONFIG, which the end-to-end suite is given on purpose.
kubeContract('a real cluster', async () => {
  const kubeconfig = await loadKubeconfig({env: process.env});
  const access = await findAccess({context: kubeconfig.currentContext ?? ''}, kubeconfig, runCommand);
  const kube = connect(access, {clock: systemClock, logger: silentLogger});
  return {kube, close: () => kube.close()};
});
