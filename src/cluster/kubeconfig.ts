import {readFile} from 'node:fs/promises';
import {delimiter, dirname, join} from 'node:path';
import type {Cluster, Context, KubeConfig, User} from '@kubernetes/client-node';
import {Failure, messageOf} from '../failure.js';
import {accessTo, type ContextAccess} from './auth.js';
import {inClusterConfig} from './in-cluster.js';

/** Contexts to choose from, of one or several files. */
export interface Kubeconfig {
  /** Where it was read, for messages. */
  readonly source: string;
  readonly contexts: string[];
  readonly currentContext: string | undefined;
  /** The way into one of the contexts; nothing is contacted yet. */
  access(context: string): ContextAccess;
}

/** The parts of client-node's KubeConfig that are data. */
export interface ConfigData {
  clusters: Cluster[];
  users: User[];
  contexts: Context[];
  currentContext: string | undefined;
}

/**
 * Reads the kubeconfig as kubectl does: `file`, else the files in KUBECONFIG (of a name in several, the first counts),
 * else ~/.kube/config, else the service account of the pod that we run in. Finding none gives no contexts.
 */
export async function loadKubeconfig(options: {
  file?: string | undefined;
  env: Record<string, string | undefined>;
}): Promise<Kubeconfig> {
  const files = filesOf(options);
  const texts = await Promise.all(files.map(readIfThere));
  if (options.file !== undefined && texts[0] === undefined) {
    throw new Failure('usage', `there is no kubeconfig ${options.file}`, {hint: 'Check --kubeconfig.'});
  }
  const parts: ConfigData[] = [];
  for (const [index, file] of files.entries()) {
    const text = texts[index];
    if (text !== undefined) parts.push(await parse(text, file));
  }
  const inCluster = parts.length === 0 ? await inClusterConfig(options.env) : undefined;
  if (inCluster !== undefined) return kubeconfigOf(inCluster, 'the service account of this pod');
  return kubeconfigOf(merge(parts), files.join(delimiter) || 'a kubeconfig (neither KUBECONFIG nor HOME is set)');
}

/** Reads a kubeconfig from text, such as `kind get kubeconfig` prints. */
export async function parseKubeconfig(text: string, source: string): Promise<Kubeconfig> {
  return kubeconfigOf(await parse(text, source), source);
}

function filesOf(options: {file?: string | undefined; env: Record<string, string | undefined>}): string[] {
  if (options.file !== undefined) return [options.file];
  const listed = (options.env.KUBECONFIG ?? '').split(delimiter).filter(file => file !== '');
  if (listed.length > 0) return listed;
  const home = options.env.HOME ?? options.env.USERPROFILE;
  return home ? [join(home, '.kube', 'config')] : [];
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new Failure('environment', `the kubeconfig ${file} can't be read: ${messageOf(error)}`, {cause: error});
  }
}

async function parse(text: string, source: string): Promise<ConfigData> {
  const {KubeConfig} = await import('./client-node.js');
  const config = new KubeConfig();
  try {
    config.loadFromString(text);
  } catch (error) {
    throw new Failure('environment', `the kubeconfig ${source} is not one: ${messageOf(error)}`, {cause: error});
  }
  config.makePathsAbsolute(dirname(source));
  return {
    clusters: config.clusters,
    users: config.users,
    contexts: config.contexts,
    currentContext: config.currentContext || undefined,
  };
}

function merge(parts: ConfigData[]): ConfigData {
  const first = <T extends {name: string}>(all: T[]) =>
    [...new Map(all.toReversed().map(one => [one.name, one])).values()].reverse();
  return {
    clusters: first(parts.flatMap(part => part.clusters)),
    users: first(parts.flatMap(part => part.users)),
    contexts: first(parts.flatMap(part => part.contexts)),
    currentContext: parts.find(part => part.currentContext !== undefined)?.currentContext,
  };
}

async function kubeconfigOf(data: ConfigData, source: string): Promise<Kubeconfig> {
  const {KubeConfig} = await import('./client-node.js');
  return {
    source,
    contexts: data.contexts.map(context => context.name),
    currentContext: data.currentContext,
    access: name => {
      const chosen = only(data, name, source);
      const open = (): KubeConfig => {
        const config = new KubeConfig();
        config.loadFromOptions(chosen);
        return config;
      };
      return accessTo(name, chosen.clusters[0].server, open);
    },
  };
}

/** The kubeconfig cut down to one context, so that no other can be contacted by mistake. */
function only(data: ConfigData, name: string, source: string): ConfigData & {clusters: [Cluster]} {
  const context = data.contexts.find(one => one.name === name);
  const cluster = data.clusters.find(one => one.name === context?.cluster);
  if (context === undefined || cluster === undefined) {
    const missing =
      context === undefined ? `no context ${name}` : `no cluster ${context.cluster}, which its context ${name} names`;
    throw new Failure('environment', `${source} has ${missing}`, {hint: 'See `kubectl config get-contexts`.'});
  }
  const user = data.users.find(one => one.name === context.user) ?? {name: 'nobody'};
  // client-node refuses plain http (`kubectl proxy`) unless told that there is no certificate to check.
  const skipTLSVerify = cluster.skipTLSVerify || cluster.server.startsWith('http:');
  return {
    clusters: [{...cluster, skipTLSVerify}],
    users: [user],
    contexts: [{...context, user: user.name}],
    currentContext: name,
  };
}
