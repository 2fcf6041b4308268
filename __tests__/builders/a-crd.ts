import type {KubeObject} from '../../src/cluster/kube.js';

/** A definition of a namespaced kind of `shop.example/v1`, not established yet. */
export function aCrd(kind: string): KubeObject {
  const plural = `${kind.toLowerCase()}s`;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {name: `${plural}.shop.example`},
    spec: {group: 'shop.example', scope: 'Namespaced', names: {kind, plural}, versions: [{name: 'v1'}]},
  };
}
