import type {Span} from '../../measure/measurements.js';
import type {PodLife} from '../../measure/pod-life.js';
import type {ContainerUsage, UsageRecord} from '../../measure/usage/usage.js';
import {recordNear} from '../near.js';
import type {Prices} from '../prices.js';
import {usedDollars} from '../span-cost.js';
import type {ExtraAttempts, FirstAttempts} from './attempts.js';
import type {RequestPrice} from './request-price.js';
import type {Claim} from './split-excess.js';

export interface UsageScene {
  record: UsageRecord;
  lives: readonly PodLife[];
  prices: Prices;
  /** Dollars of the CPU of one attempt. */
  price: RequestPrice;
  extraAttempts: ExtraAttempts;
  firstAttempts: (span: Span) => FirstAttempts;
  /** While the fault itself burns CPU or memory (monotonic ms); undefined where it doesn't. */
  burning: Span | undefined;
}

/** Who used what for which reason, in the order in which it is assigned. */
export function usageClaims({record, lives, prices, price, ...scene}: UsageScene): Claim[] {
  const perAttempt = 'dollars' in price ? price.dollars : 0;
  const {burning} = scene;
  return [
    {cause: 'start-up', dollars: window => startUpDollars(record, lives, window, prices)},
    {cause: 'retries', dollars: window => perAttempt * scene.extraAttempts(window)},
    {cause: 'failed', dollars: window => perAttempt * scene.firstAttempts(window).failed},
    {
      cause: 'injected',
      dollars: window => (burning !== undefined && meet(burning, window) ? Number.POSITIVE_INFINITY : 0),
    },
  ];
}

/** How often pods started in a span. */
export function startsIn(lives: readonly PodLife[], span: Span): number {
  return lives.flatMap(({startUps}) => startUps).filter(({from}) => from >= span.from && from < span.to).length;
}

/** What pods used on their way to being ready. */
function startUpDollars(record: UsageRecord, lives: readonly PodLife[], window: Span, prices: Prices): number {
  const starts = lives.flatMap(({uid, name, startUps}) =>
    startUps.map(({from, to}) => ({
      isOwn: (one: ContainerUsage) => (one.podUid === undefined ? one.pod === name : one.podUid === uid),
      span: {from: Math.max(from, window.from), to: Math.min(to ?? window.to, window.to)},
    })),
  );
  return starts
    .filter(({span}) => span.to > span.from)
    .reduce((sum, {isOwn, span}) => {
      const containers = record.containers.filter(isOwn);
      return sum + usedDollars(recordNear({...record, containers}, span), span, prices);
    }, 0);
}

function meet(one: Span, other: Span): boolean {
  return one.from < other.to && other.from < one.to;
}
