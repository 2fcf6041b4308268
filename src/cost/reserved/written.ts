import type {Gap} from './gap.js';

/** A mapping of a manifest as somebody wrote it: nothing about its fields is sure. */
export type Written = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The kind with its API group, in any version, as kubectl writes it: `Deployment.apps`, and `Service` of the core group. */
export function kindOf(object: Written): string {
  const kind = writtenKindOf(object);
  return MOVED_TO_APPS.has(kind) ? kind.replace('extensions', 'apps') : kind;
}

/** The same, with the group that it names. */
export function writtenKindOf(object: Written): string {
  const [group, version] = (textIn(object, 'apiVersion') ?? '').split('/');
  const kind = textIn(object, 'kind') ?? '';
  return version === undefined ? kind : `${kind}.${group}`;
}

/** Kubernetes served them in both groups, as the same objects. */
const MOVED_TO_APPS = new Set(['Deployment.extensions', 'DaemonSet.extensions', 'ReplicaSet.extensions']);

/** What tells an object from all others of its manifests: `shop|Deployment.apps|checkout`. */
export function keyOf(object: Written, kind = kindOf(object)): string {
  const metadata = recordIn(object, 'metadata');
  return [textIn(metadata, 'namespace') ?? '', kind, textIn(metadata, 'name') ?? ''].join('|');
}

/** The mapping in a field; an empty one where there is none. */
export function recordIn(of: Written, ...path: string[]): Written {
  let found: Written = of;
  for (const key of path) {
    const next = found[key];
    if (!isRecord(next)) return {};
    found = next;
  }
  return found;
}

/** The mappings in a list; none where it is no list. */
export function listIn(of: Written, key: string): Written[] {
  const found = of[key];
  return Array.isArray(found) ? found.filter(isRecord) : [];
}

export function textIn(of: Written, key: string): string | undefined {
  const found = of[key];
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** A whole number of 0 or more; undefined where there is none, and where what is there can't be read, which is a gap. */
export function countIn(of: Written, key: string, gaps: Gap[]): number | undefined {
  const found = of[key];
  if (found === undefined || found === null) return undefined;
  if (typeof found === 'number' && Number.isSafeInteger(found) && found >= 0) return found;
  const why = `${JSON.stringify(found)} is no whole number of 0 or more`;
  gaps.push({what: `its ${key}`, why, kind: 'unknown'});
  return undefined;
}

/** The object as others of this namespace are written that don't name it: so both ways of it are one, also where a change renames the namespace. */
export function asIn(namespace: string, object: Written): Written {
  const metadata = recordIn(object, 'metadata');
  const isHere = (textIn(metadata, 'namespace') ?? namespace) === namespace;
  return isHere ? {...object, metadata: {...metadata, namespace: undefined}} : object;
}
