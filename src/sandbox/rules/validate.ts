import type {KubeObject} from '../../cluster/kube.js';
import {type Kind, resourceName} from '../kinds.js';
import {sameJson} from '../same-json.js';
import {fieldsOfStruct, type Type, typeOfKind} from '../schema/types.js';
import {createProblems, type Problems} from './problems.js';
import {checkLabels, checkMetadata} from './validate-metadata.js';
import {checkPodSpec} from './validate-pod.js';
import {checkService} from './validate-service.js';

type Fields = Record<string, unknown>;

const SELECTING = new Set(['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet']);

/** Refuses an object (with its defaults) that Kubernetes would refuse: 422 Invalid, with all that is wrong. `before` is what it replaces. */
export function validate(object: KubeObject, kind: Kind, before?: KubeObject): void {
  const problems = createProblems();
  checkMetadata(object, problems);
  const spec = (object.spec ?? {}) as Fields;
  if (SELECTING.has(object.kind)) checkWorkload(spec, problems);
  if (object.kind === 'Pod') checkPodSpec(spec, 'spec', problems);
  if (object.kind === 'Service') checkService(spec, problems);
  if (resourceName(kind).endsWith('.chaos-mesh.org')) checkRequired(object, typeOfKind(kind), '', problems);
  checkEnums(object, typeOfKind(kind), '', problems);
  if (before !== undefined) checkImmutable(object, before, problems);
  problems.refuse(object);
}

interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: unknown[];
}

function checkWorkload(spec: Fields, problems: Problems): void {
  const replicas = spec.replicas as number | undefined;
  if (replicas !== undefined && replicas < 0)
    problems.invalid('spec.replicas', replicas, 'must be greater than or equal to 0');
  const selector = spec.selector as Selector | undefined;
  const template = (spec.template ?? {}) as {metadata?: {labels?: Record<string, string>}; spec?: Fields};
  const wanted = Object.entries(selector?.matchLabels ?? {});
  const labels = template.metadata?.labels;
  if (selector === undefined) problems.required('spec.selector');
  else if (wanted.length === 0 && (selector.matchExpressions ?? []).length === 0)
    problems.invalid('spec.selector', selector, 'empty selector is invalid for deployment');
  if (selector === undefined || wanted.some(([key, value]) => labels?.[key] !== value))
    problems.invalid('spec.template.metadata.labels', labels, '`selector` does not match template `labels`');
  checkLabels(labels, 'spec.template.labels', problems);
  checkPodSpec(template.spec ?? {}, 'spec.template.spec', problems);
}

function checkImmutable(object: KubeObject, before: KubeObject, problems: Problems): void {
  const fixed = SELECTING.has(object.kind) ? ['selector'] : object.kind === 'StatefulSet' ? ['serviceName'] : [];
  for (const field of fixed) {
    const [now, then] = [object, before].map(({spec}) => (spec as Fields | undefined)?.[field]);
    if (!sameJson(now, then)) problems.invalid(`spec.${field}`, now, 'field is immutable');
  }
}

/** Values outside of an enumeration, wherever one is. */
function checkEnums(value: unknown, type: Type, path: string, problems: Problems): void {
  if (type.is === 'enum' && value !== '' && !type.values.includes(String(value)))
    problems.unsupported(path, value, type.values);
  if (type.is === 'list' && Array.isArray(value))
    for (const [index, item] of value.entries()) checkEnums(item, type.of, `${path}[${index}]`, problems);
  if (type.is === 'struct')
    eachField(value, type.name, path, (item, inner, at) => checkEnums(item, inner, at, problems));
}

/** For custom kinds, whose schema alone says what must be there. */
function checkRequired(value: unknown, type: Type, path: string, problems: Problems): void {
  if (type.is !== 'struct' || typeof value !== 'object' || value === null) return;
  for (const [name, field] of fieldsOfStruct(type.name)) {
    const inner = path === '' ? name : `${path}.${name}`;
    const item = (value as Fields)[name];
    if (item !== undefined) checkRequired(item, field.type, inner, problems);
    else if (field.required) problems.required(inner);
  }
}

function eachField(
  value: unknown,
  struct: string,
  path: string,
  visit: (item: unknown, type: Type, path: string) => void,
): void {
  if (typeof value !== 'object' || value === null) return;
  const fields = fieldsOfStruct(struct);
  for (const [name, item] of Object.entries(value)) {
    const field = fields.get(name);
    if (field !== undefined) visit(item, field.type, path === '' ? name : `${path}.${name}`);
  }
}
