import {z} from 'zod';
import {costSchema} from './schema/cost.js';
import {diagnosisSchema} from './schema/diagnosis.js';
import {clusterSchema, loadSchema, timingsSchema, toolSchema} from './schema/environment.js';
import {experimentSchema} from './schema/experiment.js';
import {findingSchema, objectiveResultSchema} from './schema/judgement.js';
import {phaseSchema, seriesSchema} from './schema/phase.js';
import {phaseNameSchema, secondsSchema, verdictSchema} from './schema/quantities.js';
import {reservedSchema} from './schema/reserved.js';

const histogramSchema = z.strictObject({
  name: phaseNameSchema.describe('The phase.'),
  experiment: z.string().optional().describe('The experiment it belongs to.'),
  repeat: z.int().min(1).optional().describe('The repeat it belongs to, counted from 1.'),
  hdr: z
    .base64()
    .describe('HDR histogram of the latencies of successful requests in microseconds: version 2, compressed, base64.'),
});

/** `result.json`: everything that a run measured and decided. Every report is a function of it. */
export const resultSchema = z.strictObject({
  schemaVersion: z
    .literal(1)
    .describe('The version of this format; it grows when a reader of the old one would go wrong.'),
  tool: toolSchema.describe('What measured.'),
  name: z.string().describe('The name of the spec.'),
  verdict: verdictSchema.describe('The first that occurs of fail, error, inconclusive, warn and pass.'),
  reasons: z.array(z.string()).describe('Why, in sentences, worst first; may be empty for a pass.'),
  startedAt: z.iso.datetime().describe('When the run began; UTC.'),
  durationSeconds: secondsSchema.describe('How long the run took; seconds.'),
  cluster: clusterSchema.nullable().describe('Where it was measured; null where no cluster was found.'),
  load: loadSchema.nullable().describe('The traffic; null where it did not come to it.'),
  experiments: z.array(experimentSchema).describe('The experiments that were begun, in order.'),
  phases: z.array(phaseSchema).describe('The phases, in order; idle has no requests.'),
  diagnoses: z
    .array(diagnosisSchema)
    .describe('Why recoveries were slow and what to change, the gravest first; empty where nothing stands out.'),
  series: seriesSchema.describe('The run second by second, as columns of one length.'),
  cost: costSchema.nullable().describe('What it cost; null where nothing was measured.'),
  reserved: reservedSchema.nullable().describe('What the manifests reserve; null where no limit asks for it.'),
  findings: z.array(findingSchema).describe('Every number that objectives can be about.'),
  objectives: z.array(objectiveResultSchema).describe('The objectives, judged.'),
  notices: z.array(z.string()).describe('What the reader should know, in sentences.'),
  timings: timingsSchema.describe('What the run spent its time on, besides measuring.'),
  histograms: z
    .array(histogramSchema)
    .optional()
    .describe('The latencies of each phase, to be merged and compared later.'),
});

export type Result = z.output<typeof resultSchema>;

/** The JSON Schema (draft 2020-12) of `result.json`, as published in docs/. */
export function resultJsonSchema(): object {
  return {
    ...z.toJSONSchema(resultSchema, {target: 'draft-2020-12'}),
    title: 'Result of a run of Chaos Cost Gate',
    description: 'Everything that a run measured and decided.',
  };
}
