import {z} from 'zod';
import type {Phase, Unit} from '../../spec/objective.js';

/** What became of a run, an experiment or an objective. */
export const verdictSchema = z.enum(['pass', 'warn', 'fail', 'error', 'inconclusive']);
export type Verdict = z.output<typeof verdictSchema>;

/** The units that numbers of findings are in. */
export const unitSchema = z.enum(['s', 'ms', '%', 'req/s', 'count', '$/h', '$', '$/month', 'x'] satisfies Unit[]);

/** `>`: the true value lies beyond the number, such as a recovery that did not come before its deadline. */
export const boundSchema = z.enum(['=', '>']);

/** The phases of a run. */
export const phaseNameSchema = z.enum(['idle', 'warmup', 'baseline', 'fault', 'recover', 'settle'] satisfies Phase[]);

/** A length of time in seconds. */
export const secondsSchema = z.number().min(0);

/** A length of time in milliseconds; null where it was not measured. */
export const millisecondsSchema = z.number().min(0).nullable();

/** A whole number of things. */
export const countSchema = z.int().min(0);

/** A number that was measured, or null where it could not be. */
export const measuredSchema = z.strictObject({
  value: z.number().nullable().describe('The number, or null where it could not be measured.'),
  bound: boundSchema.describe('Whether the true value is the number (=) or beyond it (>).'),
});
export type Measured = z.output<typeof measuredSchema>;

/** A measured number with the unit it is in. */
export const quantitySchema = measuredSchema.extend({unit: unitSchema.describe('The unit of the value.')});
