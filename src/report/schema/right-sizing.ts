import {z} from 'zod';

const amount = z.number().min(0).nullable();

const adviceSchema = z.strictObject({
  request: amount.describe('What the container asks for; null where it doesn’t say.'),
  limit: amount.describe('What it may take; null where it doesn’t say.'),
  used: z
    .strictObject({
      p50: z.number().min(0).describe('Half of the readings were no higher.'),
      p95: z.number().min(0).describe('95 % of the readings were no higher.'),
      max: z.number().min(0).describe('The highest reading.'),
    })
    .nullable()
    .describe('What one pod used, over all readings of all pods; null where nothing was measured.'),
  action: z
    .enum(['lower', 'raise', 'set', 'keep', 'unknown'])
    .describe('What to do with the request; unknown where too little was measured to say.'),
  target: amount.describe('What the request should be; null for keep and unknown.'),
  monthly: z
    .number()
    .nullable()
    .describe('What that changes of the bill by request, for all replicas; dollars per month, below 0 where it saves.'),
  vpa: amount.describe('What a VerticalPodAutoscaler recommends; null where none does.'),
  evidence: z.string().describe('The advice and what it rests on, or why there is none, in a sentence.'),
});

/** A container's requests beside what was used. */
export const rightSizingSchema = z.strictObject({
  workload: z.string().describe('The workload, such as Deployment/checkout.'),
  container: z.string().describe('The container’s name.'),
  replicas: z.int().min(0).describe('How many pods were bound at the end of the baseline.'),
  seconds: z
    .number()
    .min(0)
    .describe('How long was looked at: the baseline, and the faults and recoveries that count.'),
  faults: z
    .int()
    .min(0)
    .describe('How many faults are among them; those that burn CPU or memory themselves are left out.'),
  coverage: z.number().min(0).max(1).describe('The part of the usage that was measured, 0 to 1.'),
  cpu: adviceSchema.describe('In cores.'),
  memory: adviceSchema.describe('In bytes, by the working set.'),
});

export type RightSizingResult = z.output<typeof rightSizingSchema>;
export type AdviceResult = z.output<typeof adviceSchema>;
