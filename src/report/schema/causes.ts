import {z} from 'zod';
import type {Cause} from '../../cost/causes/cause.js';

const CAUSES = [
  'start-up',
  'retries',
  'failed',
  'injected',
  'added pods',
  'overlap',
  'unexplained',
] as const satisfies readonly Cause[];

const causeSchema = z.strictObject({
  cause: z
    .enum(CAUSES)
    .describe(
      'start-up: pods until Ready; retries: attempts that arrived after the first; failed: first attempts that arrived and failed; injected: the rest while the fault burns by itself; added pods: beyond the baseline’s number; overlap: pods beside their replacements; unexplained: the rest.',
    ),
  dollars: z.number().min(0).describe('What it added to an incident, the mean of the repeats; dollars.'),
  share: z.number().min(0).max(1).nullable().describe('Its part of the excess, 0 to 1; null where there is none.'),
  count: z
    .number()
    .min(0)
    .nullable()
    .describe(
      'Starts, extra attempts, failed requests, pods added at once at most, or pods replaced; the mean of the repeats, null where nothing is counted.',
    ),
});

const splitSchema = z.array(causeSchema).nullable();

/** The excess taken apart. */
export const causesSchema = z.strictObject({
  usage: splitSchema.describe('The excess by usage, in the order of assignment; null where it isn’t known.'),
  request: splitSchema.describe('The excess by request, like usage. By max there is no split.'),
  sentences: z
    .array(z.string())
    .describe('The largest cause by each basis and what to change; none where there is only noise.'),
});

export type CausesResult = z.output<typeof causesSchema>;
