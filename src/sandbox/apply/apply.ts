import type {KubeObject} from '../../cluster/kube.js';
import {type Type, typeOfKind} from '../schema/types.js';
import {StatusError} from '../store.js';
import {differences, type FieldSet, fieldsOf, prefixesOf, readablePath} from './field-set.js';
import {
  isSameManager,
  type Manager,
  type Ownership,
  ownersOf,
  withFields,
  withOwners,
  withoutFieldsOf,
} from './managers.js';
import {mergeApplied, withoutFields} from './merge.js';

export interface Writing {
  manager: Manager;
  /** The time of the write, as Kubernetes writes it. */
  time: string;
}

/** What nobody owns, since the API server keeps it or the request's path says it. */
const UNOWNED =
  /^f:(apiVersion|kind|metadata|spec|status)$|^f:metadata\nf:(name|namespace|uid|resourceVersion|generation|creationTimestamp|deletionTimestamp|deletionGracePeriodSeconds|managedFields|selfLink)(\n|$)/;
const STATUS = /^f:status(\n|$)/;

/** Server-side apply: what the object becomes, and who owns what in it then. Conflicts are a {@link StatusError} 409 unless `force`. */
export function applyFields(
  live: KubeObject | undefined,
  applied: KubeObject,
  {manager, time, force}: Writing & {force: boolean},
): KubeObject {
  const type = typeOfKind(applied);
  const owners = ownersOf(live);
  const others = owners.filter(one => !isSameManager(one, manager));
  const wanted = ownable(fieldsOf(applied, type), manager);
  const merged = mergeApplied(live ?? {}, applied, type);

  const changed = new Set(differences(live ?? {}, merged, type).changed);
  const disputed = others.map(({fields, ...owner}) => ({owner, fields: [...fields].filter(one => changed.has(one))}));
  if (!force) refuseConflicts(disputed.filter(({fields}) => fields.length > 0));
  const lost = new Set(disputed.flatMap(({fields}) => fields));

  const before = owners.find(one => isSameManager(one, manager))?.fields ?? new Set<string>();
  const settled = withFields(withoutFieldsOf(owners, lost, manager), manager, wanted, time);
  // With what it held alone: defaults that came with it have no owner, and would stay behind as half a probe.
  const removed = prefixesOf([...before].filter(field => !wanted.has(field)));
  const kept = prefixesOf(settled.flatMap(({fields}) => [...fields]));
  const pruned = withoutFields(merged, type, {removed, kept}) as KubeObject;
  return withOwners(pruned, forgetGone(settled, merged, pruned, type));
}

/** Any other write: who writes owns what it changed, and all others lose that. */
export function recordWrite(live: KubeObject | undefined, written: KubeObject, {manager, time}: Writing): KubeObject {
  const type = typeOfKind(written);
  const {changed, removed} = differences(live ?? {}, written, type);
  const owners = ownersOf(live);
  const own = owners.find(one => isSameManager(one, manager))?.fields ?? new Set<string>();
  const taken = ownable(changed, manager);
  const lost = new Set([...taken, ...removed]);
  const fields = new Set([...own].filter(field => !lost.has(field)).concat(...taken));
  return withOwners(written, withFields(withoutFieldsOf(owners, lost, manager), manager, fields, time));
}

function ownable(fields: string[], {subresource}: Manager): FieldSet {
  return new Set(fields.filter(field => !UNOWNED.test(field) && (subresource === 'status') === STATUS.test(field)));
}

/** What was removed has no owners any more. */
function forgetGone(owners: Ownership[], before: unknown, after: unknown, type: Type): Ownership[] {
  return withoutFieldsOf(owners, new Set(differences(before, after, type).removed));
}

function refuseConflicts(disputed: {owner: Manager; fields: string[]}[]): void {
  if (disputed.length === 0) return;
  const causes = disputed.flatMap(({owner, fields}) =>
    fields.sort().map(field => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${nameOf(owner)}`,
      field: readablePath(field),
    })),
  );
  const count = causes.length === 1 ? '1 conflict' : `${causes.length} conflicts`;
  throw new StatusError(409, 'Conflict', `Apply failed with ${count}: ${disputed.map(inWords).join('\n')}`, {causes});
}

function inWords({owner, fields}: {owner: Manager; fields: string[]}): string {
  const [first = ''] = fields;
  if (fields.length === 1) return `conflict with ${nameOf(owner)}: ${readablePath(first)}`;
  return `conflicts with ${nameOf(owner)}:\n${fields.map(field => `- ${readablePath(field)}`).join('\n')}`;
}

function nameOf({manager, operation, apiVersion, subresource}: Manager): string {
  const by = subresource === undefined ? '' : ` with subresource ${JSON.stringify(subresource)}`;
  return JSON.stringify(manager) + by + (operation === 'Apply' ? '' : ` using ${apiVersion}`);
}
