import {z} from 'zod';
import {expecting} from './expectation.js';
import {pathSchema} from './names.js';
import {usageSchema} from './usage-schema.js';

/** The price lists that come with the program. */
export const PRESETS = ['opencost-default', 'cacop', 'aws-m5', 'aws-fargate', 'gcp-e2', 'azure-d'] as const;

const priceSchema = z
  .number({error: expecting('dollars as a number, such as 0.048')})
  .min(0, {error: 'no price is below 0'})
  .max(1000, {error: 'the price is that of one vCPU or GiB for an hour; allowed is at most 1000'});

const hourlyFields = {
  cpu: priceSchema.meta({description: 'Per vCPU-hour.'}),
  memory: priceSchema.meta({description: 'Per GiB-hour; 0 where memory is free.'}),
};

const notAllFree = {error: 'with both prices 0, everything would cost nothing'};
const isPriced = ({cpu, memory}: {cpu: number; memory: number}): boolean => !(cpu === 0 && memory === 0);

const nodePricesSchema = z.strictObject(
  {
    match: z
      .record(z.string(), z.string(), {
        error: expecting('labels of nodes, such as {karpenter.sh/capacity-type: spot}'),
      })
      .refine(labels => Object.keys(labels).length > 0, {error: 'without a label, every node would match'})
      .meta({description: 'Labels that a node must have, all of them.'}),
    ...hourlyFields,
  },
  {error: expecting('a mapping such as {match: {karpenter.sh/capacity-type: spot}, cpu: 0.012, memory: 0.0016}')},
);

const moreFields = {
  storage: priceSchema.optional().meta({description: 'Per GiB-month; without it, storage is not priced.'}),
  loadBalancer: priceSchema
    .optional()
    .meta({description: 'Per load balancer and hour; without it, they are not priced.'}),
  nodes: z
    .array(nodePricesSchema, {error: expecting('a list such as [{match: {gpu: a100}, cpu: 0.1, memory: 0.01}]')})
    .min(1)
    .optional()
    .meta({description: 'Prices on nodes with certain labels, spot or GPU for one; the first that matches wins.'}),
};

const ownPricesSchema = z
  .strictObject({...hourlyFields, ...moreFields}, {error: expecting('a mapping such as {cpu: 0.048, memory: 0.0053}')})
  .refine(isPriced, notAllFree);

const presetPricesSchema = z.strictObject(
  {
    preset: z.enum(PRESETS).meta({description: 'The price list for a vCPU-hour and a GiB-hour.'}),
    ...moreFields,
  },
  {error: expecting('a mapping such as {preset: aws-m5, storage: 0.08}')},
);

const currencySchema = z
  .string({error: expecting('a symbol or an ISO code, such as € or EUR')})
  .regex(/^([A-Z]{3}|[$€£¥₹₩₽₺₴₫₪฿])$/, {error: expecting('a symbol or an ISO code, such as € or EUR')});

/** What a price file holds. */
export const priceFileContentSchema = z
  .strictObject({
    ...hourlyFields,
    ...moreFields,
    currency: currencySchema.optional(),
    source: z.string().min(1).optional(),
    date: z.iso.date({error: expecting('a day in quotes, such as "2026-11-21"')}).optional(),
  })
  .refine(isPriced, notAllFree);

const priceFileSchema = z.strictObject(
  {file: pathSchema.meta({description: 'A YAML or CSV file with the prices, relative to the spec: see docs/cost.md.'})},
  {error: expecting('a mapping such as {file: prices.yaml}')},
);

/** What the resources cost. */
export const costSchema = z
  .strictObject(
    {
      prices: z
        .union([z.enum(PRESETS), ownPricesSchema, presetPricesSchema, priceFileSchema], {
          error: expecting(
            `${PRESETS.join(', ')}, {file: prices.yaml}, or prices such as {cpu: 0.048, memory: 0.0053}`,
          ),
        })
        .prefault('opencost-default')
        .meta({description: 'The prices, a preset’s name, or both: see docs/cost.md.'}),
      currency: currencySchema.optional().meta({
        description: 'What the prices are in; amounts are printed in it, and nothing is converted. $ by default.',
      }),
      nodes: z
        .int()
        .min(1)
        .optional()
        .meta({description: 'On how many nodes cost.reserved counts a DaemonSet’s pods; 1 by default.'}),
      incidentsPerMonth: z
        .number({error: expecting('how many such incidents a month has, as a number such as 4')})
        .min(0)
        .max(100_000)
        .prefault(4)
        .meta({description: 'With how many such incidents cost.monthly counts.'}),
      usage: usageSchema.prefault('auto').meta({
        description:
          'Where the pods’ usage is read: the kubelets or else metrics.k8s.io, or a Prometheus and nothing else.',
      }),
    },
    {error: expecting('a mapping such as {prices: {cpu: 0.048, memory: 0.0053}}')},
  )
  .meta({description: 'What the resources cost.'});

type More = {source?: string | undefined; date?: string | undefined};

/** Where the prices come from, once a price file was read: it says of itself where and when they are from. */
export type PriceChoice =
  | (typeof PRESETS)[number]
  | (z.output<typeof ownPricesSchema> & More & {preset?: undefined})
  | (z.output<typeof presetPricesSchema> & More);
export type PriceFileContent = z.output<typeof priceFileContentSchema>;
