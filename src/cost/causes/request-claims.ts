import type {Span} from '../../measure/measurements.js';
import type {PodLife} from '../../measure/pod-life.js';
import type {PodReservation, UsageRecord} from '../../measure/usage/usage.js';
import type {Prices} from '../prices.js';
import {requestedDollars} from '../span-cost.js';
import {type PodRole, podRoles} from './pod-roles.js';
import type {Claim} from './split-excess.js';

/** What pods beyond those of the baseline reserve: added ones first, then those that are being replaced. */
export interface RequestClaims {
  claims: Claim[];
  /** How many pods were added at the same time at most, and how many were replaced, in a span. */
  mostAdded(span: Span): number;
  replaced(span: Span): number;
  /** When the last added pod of a span was gone, at the latest at its end (monotonic ms); undefined where none was added. */
  lastAdded(span: Span): number | undefined;
}

/** Who holds what for which reason. */
export function requestClaims(
  record: UsageRecord,
  lives: readonly PodLife[],
  baselineEnd: number,
  prices: Prices,
): RequestClaims {
  const roles = podRoles(lives, baselineEnd);
  const held = (role: PodRole['role']): PodReservation[] =>
    roles.filter(one => one.role === role).flatMap(one => record.reservations.flatMap(pod => partOf(pod, one)));
  const added = held('added');
  const replaced = held('replaced');
  const claim = (cause: Claim['cause'], pods: PodReservation[]): Claim => ({
    cause,
    dollars: window => requestedDollars({...record, containers: [], reservations: pods}, window, prices),
  });
  return {
    claims: [claim('added pods', added), claim('overlap', replaced)],
    mostAdded: span => Math.max(0, ...within(added, span).map(({from}) => countAt(added, Math.max(from, span.from)))),
    replaced: span => new Set(within(replaced, span).map(({uid}) => uid)).size,
    lastAdded: span => {
      const ends = within(added, span).map(({to}) => Math.min(to ?? span.to, span.to));
      return ends.length === 0 ? undefined : Math.max(...ends);
    },
  };
}

/** What a pod reserved while it had the role. */
function partOf(pod: PodReservation, role: PodRole): PodReservation[] {
  if (pod.uid !== role.uid) return [];
  const from = Math.max(pod.from, role.from);
  const to = role.to === undefined ? pod.to : Math.min(pod.to ?? role.to, role.to);
  return to !== undefined && to <= from ? [] : [{...pod, from, to}];
}

function within(pods: readonly PodReservation[], span: Span): PodReservation[] {
  return pods.filter(({from, to}) => from < span.to && (to === undefined || to > span.from));
}

function countAt(pods: readonly PodReservation[], time: number): number {
  return pods.filter(({from, to}) => from <= time && (to === undefined || to > time)).length;
}
