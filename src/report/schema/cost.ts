import {z} from 'zod';
import {causesSchema} from './causes.js';
import {rightSizingSchema} from './right-sizing.js';

const part = z.number().min(0).max(1);
const amount = z.number().nullable();

const ratesSchema = z.strictObject({
  usage: amount.describe('By what was in use; dollars per hour.'),
  request: amount.describe('By what the bound pods reserved; dollars per hour.'),
  max: amount.describe('By the greater of both, pod by pod and for CPU and memory apart; dollars per hour.'),
  coverage: part.describe('The part of the usage that was measured, 0 to 1.'),
});

const excessSchema = z.strictObject({
  above: z.number().min(0).describe('What was above the baseline’s rate: what is judged; dollars.'),
  below: z.number().max(0).describe('What was below it, which is not set off; dollars, 0 or less.'),
  noise: z.number().min(0).describe('What the baseline’s own noise adds up to in the same time; dollars.'),
});

const incidentSchema = z.strictObject({
  hourly: amount.describe('During the fault; dollars per hour.'),
  multiplier: amount.describe('hourly ÷ that of the idle phase or the baseline: see multiplierOf.'),
  excess: excessSchema.nullable().describe('Beyond the baseline’s rate, the mean of the repeats; dollars.'),
  perMillion: amount.describe('Dollars per million successful requests, during the fault and the recovery.'),
  monthly: amount.describe('The baseline for 730 hours and the excess of incidentsPerMonth such incidents; dollars.'),
});

const experimentSchema = z.strictObject({
  name: z.string().describe('The name in the spec.'),
  coverage: part.describe('The part of the usage that was measured, in the repeat with the least; 0 to 1.'),
  usage: incidentSchema.describe('By what was in use.'),
  request: incidentSchema.describe('By what the bound pods reserved.'),
  max: incidentSchema.describe('By the greater of both.'),
  causes: causesSchema.describe('Where the excess comes from.'),
});

/** What the run cost. Null stands for what could not be measured. */
export const costSchema = z.strictObject({
  prices: z
    .strictObject({
      cpu: z.number().min(0).describe('Dollars per vCPU-hour.'),
      memory: z.number().min(0).describe('Dollars per GiB-hour.'),
      currency: z.string().describe('What all amounts are in; nothing is converted.'),
      source: z.string().describe('Where the prices come from.'),
      date: z.string().nullable().describe('When they were last compared with the source; null for the spec’s own.'),
    })
    .describe('What the resources cost.'),
  incidentsPerMonth: z.number().min(0).describe('With how many incidents monthly counts.'),
  usageFrom: z.string().nullable().describe('Where the usage was read; null where it could not be.'),
  multiplierOf: z.enum(['idle', 'baseline']).describe('The phase that multiples are counted from.'),
  idle: ratesSchema.nullable().describe('Deployed, without load; null where no idle phase was taken.'),
  baseline: ratesSchema.describe('Under load, healthy.'),
  idleReserve: amount.describe('What the pods reserve and don’t use in the baseline: no excess; dollars per hour.'),
  experiments: z.array(experimentSchema).describe('What each experiment cost, in order.'),
  rightSizing: z
    .array(rightSizingSchema)
    .describe('Each container’s requests beside what was used, and what they should be.'),
  notes: z.array(z.string()).describe('What it takes to read the numbers right, in sentences.'),
});

export type CostResult = z.output<typeof costSchema>;
export type IncidentCost = z.output<typeof incidentSchema>;
