import {z} from 'zod';
import type {Outcome} from '../../load/samples.js';
import {countSchema, millisecondsSchema, phaseNameSchema} from './quantities.js';

const OUTCOMES = [
  'ok',
  'status',
  'refused',
  'reset',
  'timeout',
  'cut',
  'dns',
  'tls',
  'connect',
  'other',
  'unsent',
] as const satisfies readonly Outcome[];

const errors = z.number().min(0).max(100).nullable();

const byRequestSchema = z.strictObject({
  label: z.string().describe('The request, such as GET /health.'),
  requests: countSchema.describe('How many were sent.'),
  errors: errors.describe('The part that failed; percent, null where none was sent.'),
  p95: millisecondsSchema.describe(
    '95th percentile of the latency; ms, null where failures reach it or none was sent.',
  ),
});

/** One phase of the run, with what its requests experienced. */
export const phaseSchema = z.strictObject({
  name: phaseNameSchema.describe('Which phase it is.'),
  experiment: z.string().optional().describe('The experiment it belongs to; none where the run has one such phase.'),
  repeat: z.int().min(1).optional().describe('The repeat it belongs to, counted from 1.'),
  from: z.number().describe('Its start; seconds since the start of the run.'),
  to: z.number().describe('Its end; seconds since the start of the run.'),
  requests: countSchema.describe('Requests whose intended send time lies in the phase.'),
  errors: errors.describe('The part of the requests that failed; percent, null where there were none.'),
  p50: millisecondsSchema.describe(
    'Median latency from the intended send time; ms, null where failures reach it or there were no requests.',
  ),
  p95: millisecondsSchema.describe('95th percentile, like p50; ms.'),
  p99: millisecondsSchema.describe('99th percentile, like p50; ms.'),
  throughput: z.number().min(0).describe('Successful requests per second.'),
  lateness: millisecondsSchema.describe('99th percentile of how late the generator sent; ms.'),
  attempts: countSchema.optional().describe('How often its requests were sent, where load.retry had some sent again.'),
  outcomes: z
    .partialRecord(z.enum(OUTCOMES), countSchema)
    .describe('How many requests ended how; kinds that did not occur are left out.'),
  byRequest: z.array(byRequestSchema).describe('The same for each request of the mix.'),
});

const column = z.array(z.number());
const latencyColumn = z.array(millisecondsSchema);
const dollarsColumn = z.array(z.number().min(0).nullable());

/** The run second by second, as columns of the same length. */
export const seriesSchema = z
  .strictObject({
    t: column.describe('Start of the second; seconds since the start of the run.'),
    rate: column.describe('Requests sent in that second.'),
    ok: column.describe('Of these, how many succeeded.'),
    errors: column.describe('Of these, how many failed.'),
    p50: latencyColumn.describe('Median latency; ms, null where failures reach it or nothing was sent.'),
    p95: latencyColumn.describe('95th percentile, like p50; ms.'),
    p99: latencyColumn.describe('99th percentile, like p50; ms.'),
    ready: z
      .array(countSchema.nullable())
      .describe(
        'The fewest pods in service at any moment of that second, over all workloads; null where it is not known.',
      ),
    cost: dollarsColumn.describe('Dollars per hour of what was in use; null where it was not measured.'),
    costRequest: dollarsColumn.describe(
      'Dollars per hour of what the bound pods reserved; null where it is not known.',
    ),
  })
  .refine(series => Object.values(series).every(values => values.length === series.t.length), 'columns of one length');

export type PhaseResult = z.output<typeof phaseSchema>;
export type Series = z.output<typeof seriesSchema>;
