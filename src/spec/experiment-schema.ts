import {z} from 'zod';
import {expecting} from './expectation.js';
import {FAULTS} from './faults.js';
import {objectiveSchema} from './grammar.js';
import {dnsNameSchema} from './names.js';
import {objectiveProblems} from './objective-rules.js';
import {someTimeSchema} from './quantities.js';

export type FaultKind = keyof typeof FAULTS;
/** The faults; an experiment names exactly one of them. */
export const FAULT_KINDS = Object.keys(FAULTS) as FaultKind[];

const objectives = z
  .array(objectiveSchema, {error: expecting('a list such as [recovery <= 30s, errors <= 1%]')})
  .prefault([]);

/** The two lists of objectives, of the gate and of an experiment. */
const gateFields = z.strictObject(
  {
    must: objectives.meta({description: 'Objectives that fail the gate.'}),
    should: objectives.meta({description: 'Objectives that warn.'}),
  },
  {error: expecting('a mapping with must and should')},
);

/** What every experiment is judged by. */
export const gateSchema = gateFields
  .superRefine((gate, context) => {
    for (const {list, index, message} of objectiveProblems(gate))
      context.addIssue({code: 'custom', path: [list, index], message});
  })
  .meta({description: 'What every experiment is judged by.'});

/** One fault, injected as often as `repeat` says. */
export const experimentSchema = z
  .strictObject(
    {
      name: dnsNameSchema.meta({description: 'How reports call it.'}),
      ...FAULTS,
      engine: z.enum(['auto', 'native', 'chaosMesh']).prefault('auto').meta({
        description: 'Who injects the fault. auto: Chaos Mesh where it is ready, else the gate itself where it can.',
      }),
      for: someTimeSchema
        .prefault('30s')
        .meta({description: 'How long a lasting fault lasts, and for how long a one-shot fault is watched at least.'}),
      repeat: z.int().min(1).max(100).prefault(1).meta({
        description:
          'How often the fault is injected; recovery is judged by the slowest, and the first to breach a must ends the repeats.',
      }),
      must: objectives.meta({
        description: 'Objectives that fail the gate; they take the place of the gate’s musts on the same metric.',
      }),
      should: objectives.meta({
        description: 'Objectives that warn; they take the place of the gate’s shoulds on the same metric.',
      }),
    },
    {error: expecting('a mapping such as {name: pod-kill, podKill: {}}')},
  )
  .superRefine((experiment, context) => {
    const named = FAULT_KINDS.filter(kind => experiment[kind] !== undefined);
    if (named.length === 1) return;
    const found = named.length === 0 ? 'none' : named.join(' and ');
    context.addIssue({
      code: 'custom',
      message: `found ${found}; an experiment names one fault: ${FAULT_KINDS.slice(0, -1).join(', ')} or ${FAULT_KINDS.at(-1)}`,
    });
  })
  .meta({oneOf: FAULT_KINDS.map(kind => ({required: [kind]}))});
