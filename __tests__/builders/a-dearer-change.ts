import type {Result} from '../../src/report/result-schema.js';
import {anObjective, aResult} from './a-result.js';
import {passing} from './result-scenarios.js';

/** One pod kill that did no harm, by a change that reserves more than it may; in euros. */
export function dearerAndRecovered(): Result {
  const run = passing();
  return aResult()
    .with({
      ...run,
      verdict: 'fail',
      reasons: [
        'cost.reserved changed by +50%, from €43.80/month in the base to €65.70/month; the limit is +10% vs base',
      ],
      cost: run.cost && {...run.cost, prices: {...run.cost.prices, currency: '€'}},
      reserved: {
        currency: '€',
        prices: {cpu: 0.04, memory: 0.01, storage: null, loadBalancer: null, source: 'the spec', date: null},
        nodes: 1,
        comparedWith: 'the base at 0d1f69c',
        before: {monthly: 43.8, monthlyMost: 43.8},
        after: {monthly: 65.7, monthlyMost: 65.7},
        unknown: [],
        workloads: [
          {
            workload: 'Deployment/checkout',
            change: 'changed',
            before: {amount: '2 pods', monthly: 43.8, monthlyMost: 43.8, notPriced: []},
            after: {amount: '3 pods', monthly: 65.7, monthlyMost: 65.7, notPriced: []},
            difference: 21.9,
          },
          {
            workload: 'Service/checkout',
            change: 'added',
            before: null,
            after: {
              amount: '1 load balancer',
              monthly: null,
              monthlyMost: null,
              notPriced: ['the load balancer: the prices have none for it; add loadBalancer'],
            },
            difference: null,
          },
        ],
      },
    })
    .withObjective(
      anObjective({
        text: 'cost.reserved <= +10% vs base',
        experiment: '',
        metric: 'cost.reserved',
        observed: {value: 65.7, bound: '=', unit: '$/month'},
        limit: {operator: '<=', kind: 'percent', value: 10, versus: 'base'},
        verdict: 'fail',
        reason: 'cost.reserved changed by +50%',
        comparison: {estimate: 50, lower: 50, upper: 50, reference: 43.8},
      }),
    )
    .build();
}
