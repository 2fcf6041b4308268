import type {CostSpec} from '../spec/schema.js';

/** What a vCPU and a GiB of memory cost for an hour. */
export interface HourlyPrices {
  /** Per vCPU-hour. */
  cpu: number;
  /** Per GiB-hour. */
  memory: number;
}

/** The prices on nodes with these labels. */
export interface NodePrices extends HourlyPrices {
  match: Readonly<Record<string, string>>;
}

/** What resources cost. What has no price is undefined, which is not 0. */
export interface Prices extends HourlyPrices {
  /** Per GiB-month. */
  storage?: number | undefined;
  /** Per load balancer and hour. */
  loadBalancer?: number | undefined;
  /** The first that matches a node wins; others have the prices above. */
  nodes?: readonly NodePrices[] | undefined;
  /** What amounts are printed in, as a symbol or a code; nothing is converted. */
  currency: string;
  /** Where the prices come from, for people. */
  source: string;
  /** When the source was last compared with them, such as `2026-11-21`; undefined for prices of the spec's own. */
  date: string | undefined;
}

/** The prices that a spec names, or holds itself. */
export function pricesOf({prices, currency = '$'}: Pick<CostSpec, 'prices' | 'currency'>): Prices {
  if (typeof prices === 'string') return {...PRESETS[prices], currency};
  if (prices.preset === undefined) return {...prices, currency, source: prices.source ?? 'the spec', date: prices.date};
  const {preset, ...more} = prices;
  const found = PRESETS[preset];
  return {...found, ...more, currency, source: `${found.source}, and the spec`, date: found.date};
}

/** The prices on a node with these labels. */
export function nodePricesFor(labels: Readonly<Record<string, string>>, prices: Prices): HourlyPrices {
  const matches = ({match}: NodePrices): boolean =>
    Object.entries(match).every(([key, value]) => labels[key] === value);
  return prices.nodes?.find(matches) ?? prices;
}

type Preset = Extract<CostSpec['prices'], string>;

const PRESETS: Record<Preset, HourlyPrices & {source: string; date: string}> = {
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
  // Two machines of one vendor that differ in memory alone: (price of the larger - price of the smaller) ÷ GiB is that of a GiB, the rest that of the vCPUs.
  // m5.large, 2 vCPU and 8 GiB: 0.096; r5.large, 2 vCPU and 16 GiB: 0.126.
  'aws-m5': {
    cpu: 0.033,
    memory: 0.00375,
    source: 'AWS EC2 on demand, Linux, us-east-1: m5.large and r5.large (github.com/aws/karpenter-provider-aws)',
    date: '2026-02-09',
  },
  'aws-fargate': {
    cpu: 0.04048,
    memory: 0.004445,
    source:
      'AWS Fargate on demand, Linux on x86, us-east-1 (as quoted by factualminds.com/blog/amazon-fargate-ecs-task-pricing-2026)',
    date: '2026-06-17',
  },
  // e2-standard-2, 2 vCPU and 8 GiB: 0.06701142; e2-highmem-2, 2 vCPU and 16 GiB: 0.09039966.
  'gcp-e2': {
    cpu: 0.02181159,
    memory: 0.00292353,
    source:
      'GCP Compute Engine on demand, us-east1: e2-standard-2 and e2-highmem-2 (github.com/Cyclenerd/google-cloud-pricing-cost-calculator)',
    date: '2025-03-06',
  },
  // Standard_D2s_v5, 2 vCPU and 8 GiB: 0.096; Standard_E2s_v5, 2 vCPU and 16 GiB: 0.126.
  'azure-d': {
    cpu: 0.033,
    memory: 0.00375,
    source:
      'Azure pay-as-you-go, Linux, eastus2: Standard_D2s_v5 and Standard_E2s_v5 (github.com/Azure/karpenter-provider-azure)',
    date: '2023-12-18',
  },
};
