import {kubeContract} from '../contract/kube-contract.js';
import {openSandbox} from '../fakes/open-sandbox.js';

kubeContract('the sandbox', openSandbox);
