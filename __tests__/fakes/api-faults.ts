import type {ServerResponse} from 'node:http';
import type {Clock} from '../../src/runtime/clock.js';
import type {Exchange, Faults} from '../../src/sandbox/api/faults.js';
import {refuse} from './scripted-api.js';

/** How an open watch ends, or (`mute`) goes on without telling anything. */
export type Drop = 'closed' | 'reset' | 'mid-line' | 'mute';
/** What becomes of a request instead of an answer. */
export type Trouble = {status: number; retryAfter?: number} | 'reset' | 'stall';

/** An API server's bad days. */
export interface ApiFaults extends Faults {
  /** Ends all open watches. */
  drop(how: Drop): void;
  /** Lets the next request fail. */
  failNext(trouble: Trouble): void;
  /** Ends all connections and takes no new ones for this long (ms of the clock). */
  awayFor(ms: number): void;
  /** When watches arrived, by the clock. */
  watchedAt: number[];
}

/** Starts with a good one. */
export function apiFaults(clock: Clock): ApiFaults {
  const watches = new Set<ServerResponse>();
  const troubles: Trouble[] = [];
  const watchedAt: number[] = [];
  let awayUntil = Number.NEGATIVE_INFINITY;

  const drop = (how: Drop): void => {
    for (const response of watches) END[how](response);
    watches.clear();
  };
  return {
    watchedAt,
    drop,
    failNext: trouble => troubles.push(trouble),
    awayFor: ms => {
      awayUntil = clock.now() + ms;
      drop('reset');
    },
    take: exchange => {
      if (clock.now() < awayUntil) return cut(exchange.response);
      const trouble = troubles.shift();
      if (trouble === 'reset') return cut(exchange.response);
      if (trouble === 'stall') return true;
      if (trouble !== undefined) return fail(exchange, trouble);
      if (exchange.query.get('watch') !== 'true') return false;
      watchedAt.push(clock.now());
      watches.add(exchange.response);
      exchange.response.on('close', () => watches.delete(exchange.response));
      return false;
    },
  };
}

const END: Record<Drop, (response: ServerResponse) => void> = {
  closed: response => void response.end(),
  reset: response => void response.socket?.destroy(),
  'mid-line': response => void response.write('{"type":"MODIFIED","object":{"metad', () => response.socket?.destroy()),
  mute: response => {
    response.write = () => true;
    // Nor does such a connection end in good order.
    response.end = () => response;
  },
};

function cut(response: ServerResponse): true {
  response.socket?.destroy();
  return true;
}

function fail({response}: Exchange, {status, retryAfter}: {status: number; retryAfter?: number}): true {
  const reason = status === 410 ? 'Expired' : 'Scripted';
  refuse(
    response,
    status,
    reason,
    `failed with ${status}`,
    retryAfter === undefined ? {} : {'retry-after': String(retryAfter)},
  );
  return true;
}
