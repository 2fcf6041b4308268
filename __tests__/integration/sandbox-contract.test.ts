import {kubeContract} from '../contract/kube-contract.js';
import {ownershipContract} from '../contract/ownership-contract.js';
import {openSandbox} from '../fakes/open-sandbox.js';

kubeContract('the sandbox', openSandbox);
ownershipContract('the sandbox', openSandbox);
