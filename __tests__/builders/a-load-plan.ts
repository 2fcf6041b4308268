import type {LoadPlan, PlannedRequest} from '../../src/load/plan.js';

/** 100 `GET /` a second to `origin`, with a time-out of a second. */
export function aLoadPlan(origin: string, changes: Partial<LoadPlan> = {}): LoadPlan {
  return {
    rate: 100,
    timeout: 1_000,
    maxOpen: 1_000,
    targets: [{origin, tls: {}}],
    requests: [aPlannedRequest()],
    ...changes,
  };
}

export function aPlannedRequest(changes: Partial<PlannedRequest> = {}): PlannedRequest {
  return {label: 'GET /', target: 0, method: 'GET', path: '/', headers: {}, weight: 1, ...changes};
}
