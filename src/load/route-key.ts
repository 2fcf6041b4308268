import {Failure} from '../failure.js';
import type {LoadSpec, RequestSpec} from '../spec/schema.js';

/** By what a request's route is known: its own Service, else the load's Service or URL. Fails with `usage` where there is none. */
export function routeKey(request: Pick<RequestSpec, 'service'>, load: Pick<LoadSpec, 'service' | 'url'>): string {
  const key = request.service ?? load.service ?? load.url;
  if (key !== undefined) return key;
  throw new Failure('usage', 'the load names neither a service nor a url', {
    hint: 'Add `service: NAME:PORT` to `load`.',
  });
}
