import type {OpenKube} from './api-answers.js';
import {kubeContract} from './kube-contract.js';
import {lifeContract} from './life-contract.js';
import {ownershipContract} from './ownership-contract.js';
import {refusalContract} from './refusal-contract.js';
import {watchContract} from './watch-contract.js';

/** All that a Kubernetes must do for the gate, as far as it needs no node. */
export function serverContract(name: string, open: OpenKube): void {
  kubeContract(name, open);
  ownershipContract(name, open);
  refusalContract(name, open);
  lifeContract(name, open);
  watchContract(name, open);
}
