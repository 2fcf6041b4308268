import {nodePricesFor, type Prices} from '../prices.js';
import type {Demand} from './demand.js';
import {centsOf, type Exact, exact, over, plus, times, ZERO} from './exact.js';
import type {Gap} from './gap.js';

/** What one object reserves for a month of 730 hours. */
export interface PricedWorkload {
  name: string;
  namespace: string | undefined;
  /** For people: `3 pods`. */
  amount: string;
  /** Hundredths of the currency, rounded; undefined where nothing of it has a price. */
  cents: number | undefined;
  /** The same at an autoscaler's most. */
  mostCents: number | undefined;
  /** What the amounts leave out. */
  gaps: Gap[];
}

/** Hours of a month, as clouds count: 8760 ÷ 12. */
const MONTH_H = exact(730);
const GIB = exact(2 ** 30);

/** Prices what was found; the amounts are exact until they are rounded to the cent, each workload by itself. */
export function priceDemand(demand: Demand, prices: Prices): PricedWorkload {
  const {name, namespace, amount, pods, most} = demand;
  const gaps = [...demand.gaps, ...withoutPrice(demand, prices)];
  const cost = (count: Exact, volumes: 'count' | 'most'): number | undefined => {
    const sum = plus(
      plus(ofPods(demand, count, prices), ofClaims(demand, volumes, prices)),
      ofBalancers(demand, prices),
    );
    return sum.n === 0n && gaps.length > 0 ? undefined : Number(centsOf(sum));
  };
  return {name, namespace, amount, cents: cost(pods, 'count'), mostCents: cost(most, 'most'), gaps};
}

/** (cores × price + GiB × price) × 730 h × pods, by the prices of the nodes that the pods are bound to by their labels. */
function ofPods({pod, nodeSelector}: Demand, count: Exact, prices: Prices): Exact {
  if (pod === undefined) return ZERO;
  const {cpu, memory} = nodePricesFor(nodeSelector, prices);
  const hourly = plus(times(pod.cpu, exact(cpu)), times(over(pod.memory, GIB), exact(memory)));
  return times(times(hourly, MONTH_H), count);
}

/** GiB × price of a GiB-month × volumes. */
function ofClaims({claims}: Demand, which: 'count' | 'most', {storage}: Prices): Exact {
  if (storage === undefined) return ZERO;
  return claims.reduce(
    (sum, claim) => plus(sum, times(times(over(claim.bytes, GIB), exact(storage)), claim[which])),
    ZERO,
  );
}

function ofBalancers({loadBalancers}: Demand, {loadBalancer}: Prices): Exact {
  return loadBalancer === undefined ? ZERO : times(times(exact(loadBalancer), MONTH_H), exact(loadBalancers));
}

function withoutPrice({claims, loadBalancers}: Demand, prices: Prices): Gap[] {
  const why = (field: string): string => `the prices have none for it; add ${field}`;
  return [
    ...(claims.length > 0 && prices.storage === undefined
      ? [{what: 'storage', why: why('storage'), kind: 'no price'} as const]
      : []),
    ...(loadBalancers > 0 && prices.loadBalancer === undefined
      ? [{what: 'the load balancer', why: why('loadBalancer'), kind: 'no price'} as const]
      : []),
  ];
}
