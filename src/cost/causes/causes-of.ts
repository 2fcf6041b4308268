import type {RepeatMeasurement, Span} from '../../measure/measurements.js';
import type {PodLife} from '../../measure/pod-life.js';
import type {UsageRecord} from '../../measure/usage/usage.js';
import type {Excess, Rates} from '../excess.js';
import type {Prices} from '../prices.js';
import type {ExtraAttempts, FirstAttempts} from './attempts.js';
import type {Cause, Causes, SplitBasis} from './cause.js';
import {requestClaims} from './request-claims.js';
import type {RequestPrice} from './request-price.js';
import {type Claim, splitExcess} from './split-excess.js';
import {startsIn, usageClaims} from './usage-claims.js';

/** What all injections of a run have in common. */
export interface CausesScene {
  usage: UsageRecord;
  lives: readonly PodLife[];
  prices: Prices;
  baseline: Span;
  price: RequestPrice;
  extraAttempts: ExtraAttempts;
  firstAttempts: (span: Span) => FirstAttempts;
}

/** An excess with the windows that it was counted in. */
export interface CountedExcess {
  excess: Excess;
  rates: Rates;
  /** The length of a window. */
  seconds: number;
  /** The baseline's $/h. */
  usual: number;
}

/** Splits the excess of one injection into its causes. `burns`: the fault itself takes CPU or memory. */
export function causesOf(
  basis: SplitBasis,
  {excess, rates, seconds, usual}: CountedExcess,
  {fault, spans}: Pick<RepeatMeasurement, 'fault' | 'spans'>,
  scene: CausesScene & {burns: boolean},
): Causes {
  const span = {from: fault.injectedAt, to: fault.injectedAt + 1000 * excess.seconds};
  const {claims, countOf, lastAdded} = claimsBy(basis, span, spans.fault, scene);
  const counted = Math.round(excess.seconds / seconds);
  const {dollars, saved} = splitExcess({rates, from: span.from, seconds, counted, usual}, claims);
  return {
    parts: [...dollars].map(([cause, amount]) => ({cause, dollars: amount, count: countOf(cause)})),
    saved,
    keptSeconds: lastAdded === undefined ? undefined : Math.max(0, lastAdded - spans.fault.to) / 1000,
  };
}

interface Claims {
  claims: Claim[];
  countOf(cause: Cause): number | undefined;
  lastAdded: number | undefined;
}

function claimsBy(basis: SplitBasis, span: Span, fault: Span, scene: CausesScene & {burns: boolean}): Claims {
  const {usage, lives, prices, baseline, extraAttempts, firstAttempts, burns} = scene;
  if (basis === 'request') {
    const {claims, mostAdded, replaced, lastAdded} = requestClaims(usage, lives, baseline.to, prices);
    const counts: Partial<Record<Cause, number>> = {'added pods': mostAdded(span), overlap: replaced(span)};
    return {claims, countOf: cause => counts[cause], lastAdded: lastAdded(span)};
  }
  const burning = burns ? {from: span.from, to: fault.to} : undefined;
  const counts: Partial<Record<Cause, number>> = {
    'start-up': startsIn(lives, span),
    retries: extraAttempts(span),
    failed: firstAttempts(span).failed,
  };
  const claims = usageClaims({...scene, record: usage, burning});
  return {claims, countOf: cause => counts[cause], lastAdded: undefined};
}
