import type {Status} from './api-errors.js';
import {parseObject} from './json.js';

/** What the refused request was to do. */
export type Asked = 'list' | 'streaming list' | 'resume';

/**
 * What a watch does about a refusal. `list anew`: its position is too old (or from another life of the server). `list first`: the server
 * knows no streaming lists. `try again`: it may pass. `give up`: it won't.
 */
export type Remedy = 'list anew' | 'list first' | 'try again' | 'give up';

/** Finds the remedy for an answer that is no stream. */
export function remedyFor(status: number, text: string, asked: Asked): Remedy {
  if (isExpired(status, parseObject<Status>(text) ?? {})) return 'list anew';
  if ([401, 403, 404].includes(status)) return 'give up';
  if (asked === 'streaming list' && [400, 405, 406, 415, 422, 501].includes(status)) return 'list first';
  return status === 429 || status >= 500 ? 'try again' : 'give up';
}

/** A resourceVersion that was compacted away (410), or that the server has never reached, as after a restore of etcd (504). */
function isExpired(status: number, {reason, message}: Status): boolean {
  return (
    status === 410 || reason === 'Expired' || (status === 504 && /too large resource version/i.test(message ?? ''))
  );
}
