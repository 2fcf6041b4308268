import {partsOfQuantity} from '../../cluster/quantity.js';
import {type Exact, exact, larger, plus, times, ZERO} from './exact.js';
import type {Gap} from './gap.js';
import {isRecord, listIn, recordIn, textIn, type Written} from './written.js';

export type Resource = 'cpu' | 'memory';

/** What a container requests that names neither a request nor a limit of the resource. */
export type DefaultRequests = Partial<Record<Resource, Exact>>;

/** What the API server adds to a pod of some namespace when it admits it. */
export interface Admission {
  /** `podFixed` of each RuntimeClass, by its name. */
  overheads: ReadonlyMap<string, Written>;
  defaults: DefaultRequests;
}

/** What one pod of a template reserves: cores and bytes, and what of it can't be known. */
export interface PodRequests extends Record<Resource, Exact> {
  gaps: Gap[];
}

/**
 * What the scheduler counts for a pod: its containers and sidecars together, or an init container with the sidecars that were started before it
 * where that is more, and its overhead on top (KEP-753, and k8s.io/component-helpers/resource#PodRequests). A request that is missing is the
 * limit, as the API server fills it in, and with neither the namespace's default.
 */
export function podRequests(spec: Written, admission: Admission): PodRequests {
  const gaps: Gap[] = [];
  const {overheads, defaults} = admission;
  const overhead = overheadOf(spec, overheads, gaps);
  const count = (resource: Resource): Exact => {
    const extra = quantityIn(overhead, resource, 'the overhead', gaps) ?? ZERO;
    return plus(withoutOverhead(spec, resource, defaults, gaps), extra);
  };
  const requests = {cpu: count('cpu'), memory: count('memory')};
  return {...requests, gaps: [...gaps, ...otherResources(spec)]};
}

/** A quantity as it is written, exactly; undefined where it is none, and from 2^63 on, which Kubernetes can't hold. */
export function readExactQuantity(value: unknown): Exact | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  try {
    const {decimal, factor} = partsOfQuantity(String(value));
    if (Math.abs(Number(decimal)) * factor >= 2 ** 63) return undefined;
    return times(exact(decimal), exact(String(BigInt(factor))));
  } catch {
    return undefined;
  }
}

/** The API server fills in a pod's own request before any LimitRange: by what its containers ask for, and by its limit where none asks. */
function withoutOverhead(spec: Written, resource: Resource, defaults: DefaultRequests, gaps: Gap[]): Exact {
  const request = quantityIn(recordIn(spec, 'resources', 'requests'), resource, 'the pod', gaps);
  if (request !== undefined) return request;
  const limit = quantityIn(recordIn(spec, 'resources', 'limits'), resource, 'the pod', gaps);
  if (limit === undefined) return ofContainers(spec, resource, defaults, gaps);
  const containers = [...listIn(spec, 'initContainers'), ...listIn(spec, 'containers')];
  const isAsked = containers.some(container => asked(recordIn(container, 'resources'), resource, '', []) !== undefined);
  return isAsked ? ofContainers(spec, resource, {[resource]: ZERO}, gaps) : limit;
}

function ofContainers(spec: Written, resource: Resource, defaults: DefaultRequests, gaps: Gap[]): Exact {
  let sidecars = ZERO;
  let largestInit = ZERO;
  for (const container of listIn(spec, 'initContainers')) {
    const request = ofContainer(container, resource, defaults, gaps);
    const isSidecar = container.restartPolicy === 'Always';
    const running = plus(sidecars, request);
    if (isSidecar) sidecars = running;
    largestInit = larger(largestInit, running);
  }
  const running = listIn(spec, 'containers').reduce(
    (sum, container) => plus(sum, ofContainer(container, resource, defaults, gaps)),
    sidecars,
  );
  return larger(running, largestInit);
}

function ofContainer(container: Written, resource: Resource, defaults: DefaultRequests, gaps: Gap[]): Exact {
  const name = `container ${textIn(container, 'name') ?? 'without a name'}`;
  const found = asked(recordIn(container, 'resources'), resource, name, gaps) ?? defaults[resource];
  if (found !== undefined) return found;
  const why = `it has neither a request nor a limit, and no LimitRange of its namespace gives one: set resources.requests.${resource}`;
  gaps.push({what: `${resource} of ${name}`, why, kind: 'unknown'});
  return ZERO;
}

/** The request, else the limit; undefined where there is neither. */
function asked(resources: Written, resource: Resource, owner: string, gaps: Gap[]): Exact | undefined {
  const request = quantityIn(recordIn(resources, 'requests'), resource, owner, gaps);
  return request ?? quantityIn(recordIn(resources, 'limits'), resource, owner, gaps);
}

function quantityIn(quantities: Written, resource: Resource, owner: string, gaps: Gap[]): Exact | undefined {
  const written = quantities[resource];
  if (written === undefined || written === null) return undefined;
  const read = readExactQuantity(written);
  if (read === undefined)
    gaps.push({what: `${resource} of ${owner}`, why: `${JSON.stringify(written)} is no quantity`, kind: 'unknown'});
  return read ?? ZERO;
}

/** A RuntimeClass sets the overhead when the pod is admitted; without its manifest it isn't known. */
function overheadOf(spec: Written, overheads: ReadonlyMap<string, Written>, gaps: Gap[]): Written {
  if (isRecord(spec.overhead)) return spec.overhead;
  const runtimeClass = textIn(spec, 'runtimeClassName');
  if (runtimeClass === undefined) return {};
  const known = overheads.get(runtimeClass);
  if (known === undefined)
    gaps.push({
      what: `the overhead of the RuntimeClass ${runtimeClass}`,
      why: 'its manifest is not among these',
      kind: 'unknown',
    });
  return known ?? {};
}

/** GPUs, ephemeral storage and the like: there is no price for them. */
function otherResources(spec: Written): Gap[] {
  const all = [spec, ...listIn(spec, 'containers'), ...listIn(spec, 'initContainers')].flatMap(owner => {
    const {requests, limits} = recordIn(owner, 'resources');
    return [requests, limits].filter(isRecord).flatMap(found => Object.keys(found));
  });
  return [...new Set(all)]
    .filter(name => name !== 'cpu' && name !== 'memory')
    .map(what => ({what, why: 'the prices have none for it', kind: 'no price'}));
}
