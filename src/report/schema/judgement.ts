import {z} from 'zod';
import type {Operator} from '../../spec/objective.js';
import {boundSchema, measuredSchema, phaseNameSchema, quantitySchema, unitSchema, verdictSchema} from './quantities.js';

const whereSchema = z.union([phaseNameSchema, z.literal('impact')]);

/** One number that was measured. */
export const findingSchema = z.strictObject({
  metric: z.string().describe('As written in objectives, such as latency.p95.'),
  experiment: z.string().describe('The experiment; empty for what the whole run shares, such as the baseline.'),
  phase: whereSchema.describe('The phase; impact is the fault and what the recovery took.'),
  value: z.number().nullable().describe('The number, over all repeats; null where it could not be measured.'),
  bound: boundSchema.describe('Whether the true value is the number (=) or beyond it (>).'),
  earliest: z
    .number()
    .optional()
    .describe('Of a recovery while the cluster could not be watched: the truth lies between this and the value.'),
  unit: unitSchema.describe('The unit of the values.'),
  repeats: z.array(measuredSchema).describe('The number of each repeat, in order.'),
  note: z.string().optional().describe('Why there is no value, or how it came about.'),
});

const limitSchema = z.strictObject({
  operator: z
    .enum(['<=', '<', '>=', '>'] satisfies Operator[])
    .describe('How the observed value must compare with the limit.'),
  kind: z
    .enum(['absolute', 'percent', 'delta'])
    .describe('absolute: in the metric’s unit; percent: a relative change; delta: a difference in the metric’s unit.'),
  value: z.number().describe('The limit: in the metric’s unit, or percent where the kind is percent.'),
  versus: z.enum(['baseline', 'idle', 'base']).optional().describe('What a change is counted from.'),
});

const comparisonSchema = z.strictObject({
  estimate: z.number().describe('The change that was seen, in the limit’s terms: percent, or the metric’s unit.'),
  lower: z.number().describe('Lower 99 % bound of the change, in the same terms.'),
  upper: z.number().describe('Upper 99 % bound of the change, in the same terms.'),
  reference: z.number().describe('What it is compared with, in the metric’s unit.'),
});

/** One objective, judged in one experiment. */
export const objectiveResultSchema = z.strictObject({
  text: z.string().describe('As written in the spec.'),
  level: z.enum(['must', 'should']).describe('A must fails the gate, a should warns.'),
  experiment: z.string().describe('The experiment it was judged in.'),
  metric: z.string().describe('The metric it is about.'),
  phase: whereSchema.describe('Where it looks; impact is the fault and what the recovery took.'),
  observed: quantitySchema.describe('What was measured.'),
  limit: limitSchema.describe('What it must keep to.'),
  verdict: verdictSchema.describe('Whether it was kept.'),
  reason: z.string().describe('Why, in a sentence.'),
  comparison: comparisonSchema.optional().describe('For a relative limit: the change and its interval.'),
});

export type FindingResult = z.output<typeof findingSchema>;
export type ObjectiveResult = z.output<typeof objectiveResultSchema>;
export type LimitResult = z.output<typeof limitSchema>;
