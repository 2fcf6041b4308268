import {z} from 'zod';
import {countSchema, measuredSchema, secondsSchema, verdictSchema} from './quantities.js';

/** The parts of a pod's recovery, in the order in which they come. */
export const RECOVERY_PARTS = [
  'noticed',
  'created',
  'scheduled',
  'image pulled',
  'init done',
  'started',
  'ready',
  'in service',
] as const;

const at = z.number();
const part = z.enum(RECOVERY_PARTS);

const injectionSchema = z.strictObject({
  requestedAt: at.describe('When the fault was asked for; seconds since the start of the run.'),
  acknowledgedAt: at.describe('When the engine said that it is there; seconds since the start of the run.'),
  injectedAt: at.describe('The earliest effect between the two; seconds since the start of the run.'),
  removedAt: at.optional().describe('When a lasting fault was gone; seconds since the start of the run.'),
  applied: z.string().describe('The engine’s own word of what it did, with the seed of its random choices.'),
});

const proofSchema = z.strictObject({
  grade: z
    .enum(['effect', 'applied', 'none'])
    .describe('effect: seen apart from the engine; applied: the engine’s own word; none: not shown.'),
  what: z.string().describe('A sentence: what was seen.'),
});

const spanSchema = measuredSchema.extend({
  unit: z.literal('s').describe('Always seconds.'),
  earliest: z
    .number()
    .optional()
    .describe('The truth lies between this and the value, where the cluster could not be watched meanwhile; seconds.'),
  note: z.string().optional().describe('Why there is no value, or how it came about.'),
});

const recoverySchema = z.strictObject({
  service: spanSchema.describe('Until the traffic was steady again.'),
  pod: spanSchema.describe('Until as many pods were in service as before the fault.'),
  adapt: spanSchema.optional().describe('Until the traffic was steady while a lasting fault persisted.'),
  total: spanSchema.describe('The later of service and pod: what `recovery` is judged by.'),
});

const recoveredAtSchema = z.strictObject({
  service: at.nullable().describe('When the traffic was steady again.'),
  pod: at.nullable().describe('When as many pods were in service as before the fault.'),
  total: at.nullable().describe('The later of both.'),
});

const splitSchema = z.strictObject({
  part: part.describe('What this part of the recovery ended with.'),
  seconds: secondsSchema.describe('How long the part took; seconds.'),
  uncertaintySeconds: secondsSchema.describe('How far the part’s true length may be from that, either way; seconds.'),
});

const timelineEventSchema = z.strictObject({
  at: at.describe('Seconds since the start of the run.'),
  what: z.string().describe('What happened, such as scheduled or ready.'),
  pod: z.string().optional().describe('The pod it happened to.'),
  detail: z.string().optional().describe('A container’s exit code and reason, or the kubelet’s message.'),
});

const repeatSchema = z.strictObject({
  repeat: z.int().min(1).describe('Counted from 1.'),
  injection: injectionSchema.describe('When the fault was there.'),
  proof: proofSchema.describe('How sure it is that the fault landed.'),
  targets: z.array(z.string()).describe('What was hit: names of pods, or an address.'),
  recovery: recoverySchema.describe('How long it took to recover; seconds.'),
  recoveredAt: recoveredAtSchema.describe(
    'The moments of recovery; seconds since the start of the run, null where there was none or it is not known.',
  ),
  split: z.array(splitSchema).describe('Where the time of the pod’s recovery went, in order.'),
  dominant: z
    .strictObject({
      part: part.describe('The longest part.'),
      advice: z.string().describe('What to change to make it shorter.'),
    })
    .optional()
    .describe('The longest part of the pod’s recovery.'),
  timeline: z.array(timelineEventSchema).describe('What happened to the pods, in order.'),
  inconclusive: z.array(z.string()).describe('Why this repeat can’t be judged; empty where it can.'),
});

/** One experiment, with each of its repeats. */
export const experimentSchema = z.strictObject({
  name: z.string().describe('The name in the spec.'),
  fault: z.string().describe('The fault and its target, such as podKill Deployment/victim.'),
  engine: z.string().describe('Who injected it.'),
  seed: countSchema.optional().describe('What made the random choices repeatable, where the spec gave a seed.'),
  verdict: verdictSchema.describe('The worst of its objectives.'),
  reasons: z.array(z.string()).describe('Why, in sentences, worst first.'),
  stopped: z
    .string()
    .optional()
    .describe(
      'Why further repeats were left out: one that was done had breached a must that is judged by the slowest.',
    ),
  repeats: z.array(repeatSchema).describe('Each injection, in order.'),
});

export type ExperimentResult = z.output<typeof experimentSchema>;
export type RepeatResult = z.output<typeof repeatSchema>;
export type RecoverySpan = z.output<typeof spanSchema>;
