import {z} from 'zod';
import type {Severity} from '../../analysis/diagnosis/rule.js';
import {countSchema, secondsSchema} from './quantities.js';

/** Why a recovery was slow, or an outage happened, and what to change. */
export const diagnosisSchema = z.strictObject({
  rule: z.string().describe('The rule that recognised it, such as image-pull; see the documentation.'),
  severity: z
    .enum(['high', 'medium', 'low'] satisfies Severity[])
    .describe(
      'high: it explains most of a recovery or an outage; medium: a good part of it; low: a weakness that cost little here.',
    ),
  experiment: z.string().describe('The experiment in which it was worst.'),
  repeat: z.int().min(1).describe('The repeat in which it was worst, counted from 1.'),
  workload: z.string().describe('The workload that it is about, such as Deployment/checkout.'),
  seenIn: countSchema.describe('In how many repeats of the run it was seen.'),
  seconds: secondsSchema
    .nullable()
    .describe('How much of the recovery or the outage it explains; seconds, null where that can’t be said.'),
  what: z.string().describe('What was seen, with numbers.'),
  fix: z.string().describe('What to change, with the field of the manifest.'),
});

export type DiagnosisResult = z.output<typeof diagnosisSchema>;
