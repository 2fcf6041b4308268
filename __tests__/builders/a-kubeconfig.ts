import {stringify} from 'yaml';

export interface KubeconfigBuilder {
  build(): string;
  /** A context with a cluster and a user of the same name. */
  withContext(name: string, server?: string, user?: object, cluster?: object): KubeconfigBuilder;
  withCurrent(name: string): KubeconfigBuilder;
}

interface Contents {
  clusters: {name: string; cluster: object}[];
  users: {name: string; user: object}[];
  contexts: {name: string; context: object}[];
  'current-context'?: string;
}

/** A kubeconfig file, empty to begin with. */
export function aKubeconfig(contents: Contents = {clusters: [], users: [], contexts: []}): KubeconfigBuilder {
  return {
    build: () => stringify({apiVersion: 'v1', kind: 'Config', ...contents}),
    withContext: (name, server = `https://${name}.example:6443`, user = {token: `token-of-${name}`}, cluster = {}) =>
      aKubeconfig({
        ...contents,
        clusters: [...contents.clusters, {name, cluster: {server, ...cluster}}],
        users: [...contents.users, {name, user}],
        contexts: [...contents.contexts, {name, context: {cluster: name, user: name}}],
      }),
    withCurrent: name => aKubeconfig({...contents, 'current-context': name}),
  };
}
