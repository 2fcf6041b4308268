import type {KubeObject} from '../../cluster/kube.js';
import {recordWrite, type Writing} from '../apply/apply.js';
import {timestamp} from '../object-birth.js';
import {withDefaults} from '../rules/defaults.js';
import {validate} from '../rules/validate.js';
import {checkFields} from '../schema/check.js';
import {typeOfKind} from '../schema/types.js';
import {StatusError} from '../store.js';
import {outdated} from '../store-refusals.js';
import {type ApiPorts, type Call, isDryRun, readBody} from './call.js';
import {decodeObject, expectUid, expectVersion, parseBody, placed, unknownFields} from './decode.js';
import {mergePatch} from './merge-patch.js';
import type {Route} from './route.js';

/** Who writes: by name, else by the first word of the program's. */
export function writerOf(
  {query, request}: Call,
  route: Route,
  operation: 'Apply' | 'Update',
  clock: ApiPorts['clock'],
): Writing {
  const name = query.get('fieldManager') || (request.headers['user-agent'] ?? 'unknown').split('/')[0] || 'unknown';
  return {
    manager: {
      manager: name,
      operation,
      apiVersion: route.kind.apiVersion,
      ...(isStatus(route) ? {subresource: 'status' as const} : {}),
    },
    time: timestamp(clock.today()),
  };
}

/** POST of a new object. */
export async function createOne({store, clock}: ApiPorts, route: Route, call: Call): Promise<KubeObject> {
  const body = parseBody(await readBody(call.request), route.kind);
  const draft = withDefaults(decodeObject(body, route, call.query.get('fieldValidation')));
  validate(draft, route.kind);
  const written = recordWrite(undefined, withoutStatus(draft, route), writerOf(call, route, 'Update', clock));
  return store.create(written, {dryRun: isDryRun(call.query.get('dryRun'))});
}

/** PUT: the object becomes what was sent. */
export async function replaceOne(ports: ApiPorts, route: Route, call: Call): Promise<KubeObject> {
  const body = parseBody(await readBody(call.request), route.kind);
  const draft = decodeObject(body, route, call.query.get('fieldValidation'));
  return update(ports, route, call, current => {
    expectVersion(draft, current, () => outdated(route.kind, current.metadata.name));
    return draft;
  });
}

/** PATCH with a JSON merge patch. */
export async function mergeOne(ports: ApiPorts, route: Route, call: Call): Promise<KubeObject> {
  const patch = parseBody(await readBody(call.request), route.kind);
  const strict = call.query.get('fieldValidation') === 'Strict';
  return update(ports, route, call, current => {
    const {value, misfits} = checkFields(mergePatch(current, patch), typeOfKind(route.kind));
    const wrong = misfits.filter(({why}) => why === 'wrong type');
    const unknown = unknownFields(misfits);
    if (wrong.length > 0 || (strict && unknown !== ''))
      throw badPatch(value, unknown || `${wrong[0]?.path} has the wrong type`);
    const merged = placed(value as KubeObject, route);
    expectUid(merged, current);
    expectVersion(merged, current, () => outdated(route.kind, current.metadata.name));
    return merged;
  });
}

/** Writes what `change` makes of the object, as its defaults and rules allow, and notes who wrote it. */
function update(
  {store, clock}: ApiPorts,
  route: Route,
  call: Call,
  change: (current: KubeObject) => KubeObject,
): KubeObject {
  const {kind, namespace, name = ''} = route;
  const writing = writerOf(call, route, 'Update', clock);
  const write = (current: KubeObject): KubeObject => {
    const wanted = change(current);
    if (isStatus(route)) return recordWrite(current, {...current, status: wanted.status}, writing);
    const draft = withDefaults({...wanted, ...statusOf(current, route)});
    validate(draft, kind, current);
    return recordWrite(current, draft, writing);
  };
  return store.update({...kind, namespace, name}, write, {
    ...(isStatus(route) ? {subresource: 'status' as const} : {}),
    dryRun: isDryRun(call.query.get('dryRun')),
  });
}

/** Whether the request is about `/status` alone. */
export function isStatus({subresource}: Route): boolean {
  return subresource === 'status';
}

/** What was sent, without the status that only its subresource can write. */
export function withoutStatus(object: KubeObject, {kind}: Route): KubeObject {
  if (!kind.status || kind.kind === 'Node') return object;
  const {status, ...rest} = object;
  return rest as KubeObject;
}

/** The status as it was, where only its subresource can write it. */
function statusOf(current: KubeObject, {kind}: Route): {status?: unknown} {
  return kind.status && current.status !== undefined ? {status: current.status} : {};
}

function badPatch(merged: unknown, why: string): StatusError {
  const message = `Invalid value: ${JSON.stringify(JSON.stringify(merged))}: strict decoding error: ${why}`;
  const causes = [{reason: 'FieldValueInvalid', message, field: 'patch'}];
  return new StatusError(422, 'Invalid', ` "" is invalid: patch: ${message}`, {causes});
}
