import {type Kind, resourceName} from './kinds.js';
import {type StatusDetails, StatusError} from './store.js';

/** 404 for an object. */
export function notFound(kind: Kind, name: string): StatusError {
  const message = `${resourceName(kind)} ${JSON.stringify(name)} not found`;
  return new StatusError(404, 'NotFound', message, detailsOf(kind, name));
}

/** 409 for a name that is taken. */
export function alreadyExists(kind: Kind, name: string): StatusError {
  const message = `${resourceName(kind)} ${JSON.stringify(name)} already exists`;
  return new StatusError(409, 'AlreadyExists', message, detailsOf(kind, name));
}

/** 409 for a change that came too late, or to another object than was meant. */
export function conflict(kind: Kind, name: string, why: string): StatusError {
  const what = `${resourceName(kind)} ${JSON.stringify(name)}`;
  return new StatusError(409, 'Conflict', `Operation cannot be fulfilled on ${what}: ${why}`, detailsOf(kind, name));
}

/** 409 for an update of what has changed since its writer read it. */
export function outdated(kind: Kind, name: string): StatusError {
  const why = 'the object has been modified; please apply your changes to the latest version and try again';
  return conflict(kind, name, why);
}

/** 409 for a UID that was asked for and is not there. */
export function otherUid(kind: Kind, name: string, wanted: string, found: string): StatusError {
  if (kind.kind === 'Namespace')
    return conflict(kind, name, `Precondition failed: UID in precondition: ${wanted}, UID in object meta: ${found}`);
  const why = `the UID in the precondition (${wanted}) does not match the UID in record (${found}). The object might have been deleted and then recreated`;
  const message = `Operation cannot be fulfilled on ${kind.kind} ${JSON.stringify(name)}: ${why}`;
  return new StatusError(409, 'Conflict', message, {name, kind: kind.kind});
}

/** 403 for new content of a namespace that is on its way out. */
export function terminating(kind: Kind, name: string, namespace: string): StatusError {
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  const message = `${resourceName(kind)} ${JSON.stringify(name)} is forbidden: ${why}`;
  return new StatusError(403, 'Forbidden', message, detailsOf(kind, name));
}

/** What a refusal tells programs about its object. */
function detailsOf({apiVersion, plural}: Kind, name: string): StatusDetails {
  const group = apiVersion.includes('/') ? {group: apiVersion.split('/')[0] ?? ''} : {};
  return {name, ...group, kind: plural};
}
