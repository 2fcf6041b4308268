import {z} from 'zod';

const amount = z.number();

const sideSchema = z.strictObject({
  amount: z.string().describe('How many pods, runs or volumes there are, for people.'),
  monthly: amount.nullable().describe('Per month of 730 hours, to the cent; null where nothing of it has a price.'),
  monthlyMost: amount.nullable().describe('The same with the autoscaler at its most.'),
  notPriced: z.array(z.string()).describe('What the amount leaves out, and why.'),
});

const workloadSchema = z.strictObject({
  workload: z.string().describe('Kind and name.'),
  change: z.enum(['added', 'removed', 'changed', 'same']).describe('What the change does to it.'),
  before: sideSchema.nullable().describe('In the base; null where it isn’t there.'),
  after: sideSchema.nullable().describe('In the head; null where it isn’t there.'),
  difference: amount.nullable().describe('After - before; null where one of them has no price.'),
});

const totalSchema = z.strictObject({
  monthly: amount.describe('The sum of the workloads, each rounded to the cent; per month of 730 hours.'),
  monthlyMost: amount.describe('The same with every autoscaler at its most.'),
});

/** What the manifests reserve for a month, before and after a change. */
export const reservedSchema = z.strictObject({
  currency: z.string().describe('What all amounts are in.'),
  prices: z
    .strictObject({
      cpu: z.number().min(0).describe('Per vCPU-hour.'),
      memory: z.number().min(0).describe('Per GiB-hour.'),
      storage: z.number().min(0).nullable().describe('Per GiB-month; null where it has no price.'),
      loadBalancer: z.number().min(0).nullable().describe('Per load balancer and hour; null where it has no price.'),
      source: z.string().describe('Where the prices come from.'),
      date: z.string().nullable().describe('When they were last compared with the source; null for the spec’s own.'),
    })
    .describe('What the resources cost.'),
  nodes: z.int().min(1).describe('On how many nodes DaemonSets were counted.'),
  comparedWith: z.string().nullable().describe('What the base is; null where there is none.'),
  before: totalSchema.nullable().describe('All of the base; null where there is none.'),
  after: totalSchema.describe('All of the head.'),
  unknown: z
    .array(z.string())
    .describe('What isn’t known of one side alone, and why: the totals don’t tell the difference where there is any.'),
  workloads: z.array(workloadSchema).describe('Object by object.'),
});

export type ReservedResult = z.output<typeof reservedSchema>;
export type ReservedSide = z.output<typeof sideSchema>;
