import {parse} from 'yaml';
import type {KubeObject} from '../../cluster/kube.js';
import {isRecord} from '../apply/children.js';
import type {Kind} from '../kinds.js';
import {checkFields, jsonTypeOf, type Misfit} from '../schema/check.js';
import {typeOfKind} from '../schema/types.js';
import {StatusError} from '../store.js';
import {badRequest} from './answer.js';
import type {Route} from './route.js';

/** Reads JSON, or YAML where that is allowed, and expects an object. */
export function parseBody(
  text: string,
  {kind}: Pick<Kind, 'kind'>,
  format: 'json' | 'yaml' = 'json',
): Record<string, unknown> {
  try {
    const value = format === 'yaml' ? parse(text) : JSON.parse(text);
    if (isRecord(value)) return value;
  } catch (error) {
    throw badRequest(`the object provided is unrecognized (must be of type ${kind}): ${(error as Error).message}`);
  }
  throw badRequest(`the object provided is unrecognized (must be of type ${kind})`);
}

/** The object of a body as its kind knows it; 400 where it is another one, does not fit, or (with `Strict`) has fields that are not known. */
export function decodeObject(body: Record<string, unknown>, route: Route, fieldValidation: string | null): KubeObject {
  const {kind} = route;
  const found = {apiVersion: body.apiVersion ?? kind.apiVersion, kind: body.kind ?? kind.kind};
  const cannot = `${found.kind} in version ${JSON.stringify(versionOf(String(found.apiVersion)))} cannot be handled as a ${kind.kind}`;
  if (found.kind !== kind.kind || found.apiVersion !== kind.apiVersion) throw badRequest(cannot);
  const {value, misfits} = checkFields({...body, ...found}, typeOfKind(kind));
  const wrong = misfits.find(({why}) => why === 'wrong type');
  if (wrong !== undefined) throw badRequest(`${cannot}: ${goMessage(wrong, kind)}`);
  const unknown = unknownFields(misfits);
  if (fieldValidation === 'Strict' && unknown !== '') throw badRequest(`${cannot}: strict decoding error: ${unknown}`);
  return placed(value as KubeObject, route);
}

/** `unknown field "spec.replica", unknown field "data"`; empty where there is none. */
export function unknownFields(misfits: readonly Misfit[]): string {
  const unknown = misfits.filter(({why}) => why === 'unknown field');
  return unknown.map(({path}) => `unknown field ${JSON.stringify(path)}`).join(', ');
}

/** What does not fit, in the words of server-side apply. */
export function applyMessage({path, why, expected, found}: Misfit): string {
  if (why === 'unknown field') return `.${path}: field not declared in schema`;
  const numeric = ['integer', 'number'].includes(expected);
  if (numeric) return `.${path}: expected numeric (int or float), got ${jsonTypeOf(found)}`;
  const shown = isRecord(found) || Array.isArray(found) ? jsonTypeOf(found) : JSON.stringify(found);
  return `.${path}: expected ${expected}, got &value.valueUnstructured{Value:${shown}}`;
}

/** The object with the namespace and the name of its path; 400 where it says otherwise. */
export function placed(object: KubeObject, {kind, namespace, name}: Route): KubeObject {
  const metadata = {...object.metadata};
  if (namespace !== undefined && (metadata.namespace ?? namespace) !== namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  if (name !== undefined && (metadata.name ?? name) !== name)
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`);
  if (namespace !== undefined) metadata.namespace = namespace;
  if (name !== undefined) metadata.name = name;
  return {...object, apiVersion: kind.apiVersion, kind: kind.kind, metadata};
}

/** 409 for what was read before its last change. */
export function expectVersion(object: KubeObject, current: KubeObject, refusal: () => StatusError): void {
  const {resourceVersion} = object.metadata;
  if (resourceVersion && resourceVersion !== current.metadata.resourceVersion) throw refusal();
}

/** 422 for another UID than the object's, which no write can change. */
export function expectUid({metadata: {uid}}: KubeObject, current: KubeObject): void {
  if (uid === undefined || uid === current.metadata.uid) return;
  const message = `Invalid value: ${JSON.stringify(uid)}: field is immutable`;
  const field = 'metadata.uid';
  const {kind} = current;
  const {name} = current.metadata;
  throw new StatusError(422, 'Invalid', `${kind} ${JSON.stringify(name)} is invalid: ${field}: ${message}`, {
    name,
    kind,
    causes: [{reason: 'FieldValueInvalid', message, field}],
  });
}

function versionOf(apiVersion: string): string {
  return apiVersion.split('/').at(-1) ?? '';
}

function goMessage({path, expected, found}: Misfit, {kind}: Kind): string {
  if (expected === 'quantity')
    return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  return `json: cannot unmarshal ${jsonTypeOf(found)} into Go struct field ${kind}.${path} of type ${expected}`;
}
