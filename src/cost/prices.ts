import type {CostSpec} from '../spec/schema.js';

/** What a resource costs, in dollars. */
export interface Prices {
  /** Per vCPU-hour. */
  cpu: number;
  /** Per GiB-hour. */
  memory: number;
  /** Where the prices come from, for people. */
  source: string;
  /** When the source was last compared with them, such as `2026-11-21`; undefined for prices of the spec's own. */
  date: string | undefined;
}

/** The prices that a spec names, or holds itself. */
export function pricesOf(prices: CostSpec['prices']): Prices {
  if (typeof prices === 'string') return PRESETS[prices];
  return {...prices, source: 'the spec', date: undefined};
}

const PRESETS: Record<Extract<CostSpec['prices'], string>, Prices> = {
  // configs/default.json: "Default prices based on GCP us-central1", what OpenCost bills by where no cloud tells its prices.
  'opencost-default': {
    cpu: 0.031611,
    memory: 0.004237,
    source: 'OpenCost’s default prices (github.com/opencost/opencost, configs/default.json; GCP us-central1)',
    date: '2026-11-21',
  },
  // Its README counts cores in use × $0.048 per vCPU-hour, after AWS on demand, and memory not at all.
  cacop: {
    cpu: 0.048,
    memory: 0,
    source: 'CACOP (github.com/KingSajxxd/CACOP; after AWS on demand, memory free)',
    date: '2026-11-21',
  },
};
