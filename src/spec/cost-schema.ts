import {z} from 'zod';
import {expecting} from './expectation.js';
import {usageSchema} from './usage-schema.js';

const priceSchema = z
  .number({error: expecting('dollars as a number, such as 0.048')})
  .min(0, {error: 'no price is below 0'})
  .max(1000, {error: 'the price is that of one vCPU or GiB for an hour; allowed is at most 1000'});

const ownPricesSchema = z
  .strictObject(
    {
      cpu: priceSchema.meta({description: 'Dollars per vCPU-hour.'}),
      memory: priceSchema.meta({description: 'Dollars per GiB-hour; 0 where memory is free.'}),
    },
    {error: expecting('a mapping such as {cpu: 0.048, memory: 0.0053}')},
  )
  .refine(({cpu, memory}) => !(cpu === 0 && memory === 0), {
    error: 'with both prices 0, everything would cost nothing',
  });

/** What the resources cost, in dollars. */
export const costSchema = z
  .strictObject(
    {
      prices: z
        .union([z.enum(['opencost-default', 'cacop']), ownPricesSchema], {
          error: expecting('opencost-default, cacop, or prices such as {cpu: 0.048, memory: 0.0053}'),
        })
        .prefault('opencost-default')
        .meta({description: 'The prices of a vCPU-hour and a GiB-hour, or a preset’s name: see docs/cost.md.'}),
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
