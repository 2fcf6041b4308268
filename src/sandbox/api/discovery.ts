import {KINDS, type Kind} from '../kinds.js';

/** Whose API the sandbox speaks. */
const VERSION = {
  major: '1',
  minor: '35',
  gitVersion: 'v1.35.0-sandbox',
  platform: `${process.platform}/${process.arch}`,
};
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const REVIEW = {
  name: 'selfsubjectaccessreviews',
  singularName: 'selfsubjectaccessreview',
  namespaced: false,
  kind: 'SelfSubjectAccessReview',
  verbs: ['create'],
};

/** What the paths say that tell about the API itself: `/version`, `/api`, `/apis`, a group, a version; undefined for all others. */
export function discover([root = '', group, version, ...more]: readonly string[]): unknown {
  if (more.length > 0) return undefined;
  if (root === 'version' && group === undefined) return VERSION;
  if (root === 'api') return discoverCore(group, version);
  if (root !== 'apis') return undefined;
  if (group === undefined) return {kind: 'APIGroupList', apiVersion: 'v1', groups: GROUPS.map(describeGroup)};
  if (version === undefined) {
    const found = GROUPS.find(one => nameOf(one) === group);
    return found && {kind: 'APIGroup', apiVersion: 'v1', ...describeGroup(found)};
  }
  return resourceList(`${group}/${version}`);
}

/** Whether Kubernetes itself defines this group, so that only the sandbox doesn't have it. */
export function isKubernetesGroup(group: string): boolean {
  return !group.includes('.') || /(^|\.)k8s\.io$/.test(group);
}

const GROUPS = [
  ...new Set([...KINDS.map(({apiVersion}) => apiVersion).filter(one => one.includes('/')), 'authorization.k8s.io/v1']),
];

function discoverCore(version: string | undefined, more: string | undefined): unknown {
  if (more !== undefined) return undefined;
  if (version === undefined) return {kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: []};
  return version === 'v1' ? resourceList('v1') : undefined;
}

function nameOf(groupVersion: string): string {
  return groupVersion.split('/')[0] ?? '';
}

function describeGroup(groupVersion: string) {
  const version = {groupVersion, version: groupVersion.split('/')[1]};
  return {name: nameOf(groupVersion), versions: [version], preferredVersion: version};
}

function resourceList(groupVersion: string): unknown {
  if (groupVersion !== 'v1' && !GROUPS.includes(groupVersion)) return undefined;
  const resources = KINDS.filter(({apiVersion}) => apiVersion === groupVersion).flatMap(describeKind);
  if (groupVersion === 'authorization.k8s.io/v1') resources.push(REVIEW);
  return {kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources};
}

function describeKind({kind, plural, namespaced, shortNames, status}: Kind): (typeof REVIEW)[] {
  const resource = {
    name: plural,
    singularName: kind.toLowerCase(),
    namespaced,
    kind,
    verbs: VERBS,
    ...(shortNames.length === 0 ? {} : {shortNames}),
  };
  const sub = (name: string, verbs: string[]) => ({
    name: `${plural}/${name}`,
    singularName: '',
    namespaced,
    kind,
    verbs,
  });
  return [
    resource,
    ...(status ? [sub('status', ['get', 'patch', 'update'])] : []),
    ...(kind === 'Pod' ? [sub('log', ['get'])] : []),
    ...(kind === 'Service' || kind === 'Node' ? [sub('proxy', ['get'])] : []),
  ];
}
