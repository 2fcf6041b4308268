import type {KubeObject} from '../../cluster/kube.js';
import {decodeFields, encodeFields, type FieldSet, type FieldsV1} from './field-set.js';

/** Who writes: server-side apply and other writes of one name are two. */
export interface Manager {
  manager: string;
  operation: 'Apply' | 'Update';
  apiVersion: string;
  subresource?: 'status' | undefined;
}

/** A manager, and the fields that it owns. */
export interface Ownership extends Manager {
  time: string;
  fields: FieldSet;
}

interface Entry extends Manager {
  time: string;
  fieldsType: 'FieldsV1';
  fieldsV1: FieldsV1;
}

/** Reads `metadata.managedFields`. */
export function ownersOf(object: KubeObject | undefined): Ownership[] {
  const {managedFields = []} = (object?.metadata ?? {}) as {managedFields?: Entry[]};
  return managedFields.map(({fieldsV1, fieldsType, ...rest}) => ({...rest, fields: new Set(decodeFields(fieldsV1))}));
}

/** The object with these owners in `metadata.managedFields`; those who own nothing are left out. */
export function withOwners(object: KubeObject, owners: readonly Ownership[]): KubeObject {
  const managedFields = owners
    .filter(({fields}) => fields.size > 0)
    .sort(inOrder)
    .map(({fields, time, ...manager}) => ({...manager, time, fieldsType: 'FieldsV1', fieldsV1: encodeFields(fields)}));
  return {...object, metadata: {...object.metadata, managedFields} as KubeObject['metadata']};
}

/** Those who apply first, then by time and name. */
function inOrder(a: Ownership, b: Ownership): number {
  return a.operation.localeCompare(b.operation) || a.time.localeCompare(b.time) || a.manager.localeCompare(b.manager);
}

/** Whether two writers are one. */
export function isSameManager(a: Manager, b: Manager): boolean {
  return (
    a.manager === b.manager &&
    a.operation === b.operation &&
    a.apiVersion === b.apiVersion &&
    a.subresource === b.subresource
  );
}

/** The owners after one of them got `fields`; its time changes only with what it owns. */
export function withFields(
  owners: readonly Ownership[],
  manager: Manager,
  fields: FieldSet,
  time: string,
): Ownership[] {
  const before = owners.find(one => isSameManager(one, manager));
  if (before === undefined) return [...owners, {...manager, fields, time}];
  const isSame = before.fields.size === fields.size && [...fields].every(field => before.fields.has(field));
  return owners.map(one => (one === before ? {...one, fields, time: isSame ? one.time : time} : one));
}

/** The owners after all but `except` lost these fields. */
export function withoutFieldsOf(owners: readonly Ownership[], lost: FieldSet, except?: Manager): Ownership[] {
  return owners.map(one =>
    except !== undefined && isSameManager(one, except)
      ? one
      : {...one, fields: new Set([...one.fields].filter(field => !lost.has(field)))},
  );
}
