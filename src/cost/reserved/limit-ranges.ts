import {type Exact, larger} from './exact.js';
import {type DefaultRequests, type Resource, readExactQuantity} from './pod-requests.js';
import {kindOf, listIn, recordIn, textIn, type Written} from './written.js';

/** What containers without requests and limits are given by the LimitRanges of their namespace. Which of several does it is not determined; the most counts. */
export function defaultRequests(objects: readonly Written[]): Map<string | undefined, DefaultRequests> {
  const found = new Map<string | undefined, DefaultRequests>();
  for (const range of objects.filter(found => kindOf(found) === 'LimitRange')) {
    const namespace = textIn(recordIn(range, 'metadata'), 'namespace');
    const defaults = found.get(namespace) ?? {};
    found.set(namespace, defaults);
    for (const limit of listIn(recordIn(range, 'spec'), 'limits').filter(({type}) => type === 'Container'))
      for (const resource of RESOURCES) {
        const request = defaultOf(limit, resource);
        if (request !== undefined) defaults[resource] = larger(defaults[resource] ?? request, request);
      }
  }
  return found;
}

const RESOURCES: readonly Resource[] = ['cpu', 'memory'];
/** The API server completes a limit itself: a default request that it lacks is its default limit, which is its max; with neither it is its min. */
const SOURCES = ['defaultRequest', 'default', 'max', 'min'];

function defaultOf(limit: Written, resource: Resource): Exact | undefined {
  const written = SOURCES.map(source => recordIn(limit, source)[resource]);
  return readExactQuantity(written.find(value => value !== undefined && value !== null));
}
