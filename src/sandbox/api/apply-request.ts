import type {KubeObject} from '../../cluster/kube.js';
import {applyFields} from '../apply/apply.js';
import {keyProblems} from '../apply/check-keys.js';
import {withDefaults} from '../rules/defaults.js';
import {validate} from '../rules/validate.js';
import {checkFields} from '../schema/check.js';
import {typeOfKind} from '../schema/types.js';
import {StatusError} from '../store.js';
import {conflict, outdated} from '../store-refusals.js';
import {badRequest} from './answer.js';
import {type ApiPorts, type Call, isAsked, isDryRun, readBody} from './call.js';
import {applyMessage, expectVersion, parseBody, placed} from './decode.js';
import type {Route} from './route.js';
import {isStatus, withoutStatus, writerOf} from './write.js';

/** PATCH by server-side apply: the object, and whether it is new. */
export async function applyOne(
  {store, clock}: ApiPorts,
  route: Route,
  call: Call,
): Promise<{object: KubeObject; isNew: boolean}> {
  const {kind, namespace, name = ''} = route;
  if (!call.query.get('fieldManager')) throw needsManager();
  const applied = decodeApplied(parseBody(await readBody(call.request), kind, 'yaml'), route);
  const writing = {...writerOf(call, route, 'Apply', clock), force: isAsked(call.query, 'force')};
  const dryRun = isDryRun(call.query.get('dryRun'));
  const become = (current: KubeObject | undefined): KubeObject => {
    if (current !== undefined) expectVersion(applied, current, () => outdated(kind, name));
    const sent = isStatus(route) ? applied : withoutStatus(applied, route);
    const draft = withDefaults(applyFields(current, sent, writing));
    validate(draft, kind, current);
    return draft;
  };

  const ref = {...kind, namespace, name};
  if (store.get(ref) === undefined) {
    const {uid} = applied.metadata;
    if (uid !== undefined)
      throw conflict(
        kind,
        name,
        `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`,
      );
    return {object: store.create(become(undefined), {dryRun}), isNew: true};
  }
  const subresource = isStatus(route) ? {subresource: 'status' as const} : {};
  return {object: store.update(ref, become, {...subresource, dryRun}), isNew: false};
}

function decodeApplied(body: Record<string, unknown>, route: Route): KubeObject {
  const {kind} = route;
  const {apiVersion = '', kind: sentKind = ''} = body as {apiVersion?: string; kind?: string};
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const gvk = `${group}/${version}, Kind=${sentKind}`;
  if (apiVersion !== kind.apiVersion || sentKind !== kind.kind) throw badRequest(`invalid object type: ${gvk}`);
  const metadata = (body.metadata ?? {}) as {managedFields?: unknown; namespace?: string; name?: string};
  if (metadata.managedFields !== undefined) throw badRequest('metadata.managedFields must be nil');
  placed(body as KubeObject, route);
  const {value, misfits} = checkFields(body, typeOfKind(kind));
  const problems = [...misfits.map(applyMessage), ...(misfits.length > 0 ? [] : keyProblems(value, typeOfKind(kind)))];
  if (problems.length > 0) {
    const what = `${metadata.namespace ?? ''}/${metadata.name ?? ''}; ${apiVersion}, Kind=${sentKind}`;
    const said = problems.length === 1 ? problems[0] : `errors:\n${problems.map(one => `  ${one}`).join('\n')}`;
    const core = what.replace(`; ${apiVersion},`, `; ${apiVersion.includes('/') ? apiVersion : `/${apiVersion}`},`);
    throw new StatusError(500, '', `failed to create typed patch object (${core}): ${said}`);
  }
  return placed(value as KubeObject, route);
}

function needsManager(): StatusError {
  const message = 'Required value: is required for apply patch';
  const details = {
    group: 'meta.k8s.io',
    kind: 'PatchOptions',
    causes: [{reason: 'FieldValueRequired', message, field: 'fieldManager'}],
  };
  return new StatusError(422, 'Invalid', `PatchOptions.meta.k8s.io "" is invalid: fieldManager: ${message}`, details);
}
