import type {Metric} from './metrics.js';

/** What money can be counted by: what is used, what is reserved, or the greater of both. */
export const COST_BASES = ['usage', 'request', 'max'] as const;
export type CostBasis = (typeof COST_BASES)[number];

/** What the manifests reserve: it belongs to the run, and to no experiment. */
export const RESERVED_METRIC = 'cost.reserved';

/** The metrics of cost; `BASIS` stands for each of the bases. */
export const COST_METRICS: readonly Metric[] = [
  {
    name: 'cost.hourly.BASIS',
    unit: '$/h',
    value: 'hourly',
    example: '$0.02/h',
    better: 'lower',
    relative: ['percent', 'delta'],
    references: ['baseline', 'idle'],
    phases: ['idle', 'baseline', 'fault', 'recover'],
    description:
      'Dollars per hour. BASIS is `usage` (what is in use × price), `request` (what the bound pods reserve × price) or `max` (the greater of both, pod by pod and for CPU and memory apart).',
  },
  {
    name: 'cost.multiplier.BASIS',
    unit: 'x',
    value: 'factor',
    example: '5x',
    better: 'lower',
    relative: [],
    phases: [],
    description:
      'The hourly cost during the fault ÷ that of the idle phase, or of the baseline where no idle phase is taken.',
  },
  {
    name: 'cost.excess.BASIS',
    unit: '$',
    value: 'money',
    example: '$0.01',
    better: 'lower',
    relative: [],
    phases: [],
    description:
      'Dollars above the baseline’s rate, from the injection until the rate is back within its noise or `settle` ends; what an outage saves is not set off. The mean of the repeats.',
  },
  {
    name: 'cost.perMillion.BASIS',
    unit: '$',
    value: 'money',
    example: '$1.50',
    better: 'lower',
    relative: [],
    phases: ['baseline', 'fault', 'recover'],
    description: 'Dollars per million successful requests.',
  },
  {
    name: 'cost.monthly.BASIS',
    unit: '$',
    value: 'money',
    example: '$40',
    better: 'lower',
    relative: [],
    phases: [],
    description: 'The baseline for 730 hours, and the excess of `cost.incidentsPerMonth` such incidents.',
  },
  {
    name: RESERVED_METRIC,
    unit: '$/month',
    value: 'monthly',
    example: '$500/month',
    better: 'lower',
    relative: ['percent', 'delta'],
    references: ['base'],
    phases: [],
    description:
      'What the manifests reserve for a month of 730 hours, without a cluster; `vs base` compares with the base branch. Judged once for the run, so it stands in the gate’s lists.',
  },
];
