import type {KubeObject} from '../../cluster/kube.js';
import {labelMatcher} from '../../cluster/label-selector.js';
import {messageOf} from '../../failure.js';
import type {Kind} from '../kinds.js';
import {badRequest} from './answer.js';

/** Whether an object is in the set that a request asked for. */
export type Selection = (object: KubeObject) => boolean;

/** Fields that can be selected by, beside the name and the namespace. */
const FIELDS: Record<string, string[]> = {
  Pod: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  Event: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
  Namespace: ['status.phase'],
  Node: ['spec.unschedulable'],
  ReplicaSet: ['status.replicas'],
  Secret: ['type'],
  Service: ['spec.clusterIP', 'spec.type'],
};

/** Reads `labelSelector` and `fieldSelector`; 400 where they can't be. */
export function selectionOf(query: URLSearchParams, kind: Kind, namespace: string | undefined): Selection {
  const fitsLabels = requestedLabels(query.get('labelSelector') ?? '');
  const fields = (query.get('fieldSelector') ?? '')
    .split(',')
    .filter(Boolean)
    .map(one => fieldMatcher(one, kind));
  return object =>
    (namespace === undefined || object.metadata.namespace === namespace) &&
    fitsLabels(object.metadata.labels ?? {}) &&
    fields.every(fits => fits(object));
}

function requestedLabels(selector: string): ReturnType<typeof labelMatcher> {
  try {
    return labelMatcher(selector);
  } catch (error) {
    throw badRequest(messageOf(error));
  }
}

function fieldMatcher(text: string, {kind}: Kind): Selection {
  const {
    field = '',
    operator,
    value,
  } = /^(?<field>[^=!]+?)\s*(?<operator>==|=|!=)\s*(?<value>.*)$/.exec(text)?.groups ?? {};
  if (operator === undefined)
    throw badRequest(`invalid selector: ${JSON.stringify(text)}; can't understand ${JSON.stringify(text)}`);
  const known = ['metadata.name', 'metadata.namespace', ...(FIELDS[kind] ?? [])];
  if (!known.includes(field)) {
    const names = known.map(one => JSON.stringify(one)).join(', ');
    throw badRequest(`${JSON.stringify(field)} is not a known field selector: only ${names}`);
  }
  const path = field === 'source' ? ['source', 'component'] : field.split('.');
  return object => (textAt(object, path) === value) === (operator !== '!=');
}

/** What is not there counts as empty (or as false, for what is a switch). */
function textAt(object: unknown, path: readonly string[]): string {
  const found = path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], object);
  return found === undefined
    ? ['unschedulable', 'hostNetwork'].includes(path.at(-1) ?? '')
      ? 'false'
      : ''
    : String(found);
}
