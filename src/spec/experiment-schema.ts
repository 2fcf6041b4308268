import {z} from 'zod';
import {expecting} from './expectation.js';
import {objectiveSchema} from './grammar.js';
import {requestParts} from './load-schema.js';
import {dnsNameSchema, serviceSchema} from './names.js';
import {objectiveProblems} from './objective-rules.js';
import {durationSchema, someTimeSchema} from './quantities.js';

const targetSchema = z
  .string({error: expecting('KIND/NAME, such as Deployment/checkout')})
  .regex(/^(Deployment|StatefulSet|DaemonSet)\/[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/, {
    error: expecting('KIND/NAME, such as Deployment/checkout (Deployment, StatefulSet or DaemonSet)'),
  })
  .optional()
  .meta({
    description: 'KIND/NAME of a workload; may be left out where there is one.',
    examples: ['Deployment/checkout'],
  });

/** Deletes pods. */
export const podKillSchema = z
  .strictObject(
    {
      target: targetSchema,
      mode: z
        .union([z.enum(['one', 'all']), z.int().min(1)], {error: expecting('one, all or a number of pods')})
        .prefault('one')
        .meta({description: 'How many pods: one, all or a number; which ones is random.'}),
      seed: z.int().min(0).optional().meta({description: 'Makes the choice repeatable.'}),
      gracePeriod: durationSchema
        .prefault('0s')
        .meta({description: 'How long the pods may take to end. 0s is a crash.'}),
    },
    {error: expecting('a mapping such as {target: Deployment/checkout}, or {} for the defaults')},
  )
  .meta({description: 'Deletes pods of a workload.'});

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Calls a stress endpoint. */
export const requestFaultSchema = z
  .strictObject(
    {
      service: serviceSchema.optional().meta({description: 'NAME:PORT; the address of the load by default.'}),
      target: targetSchema,
      method: z.enum(METHODS).prefault('POST').meta({description: 'The HTTP method.'}),
      ...requestParts,
      path: requestParts.path.meta({
        description: 'The stress endpoint, with its query.',
        examples: ['/api/stress?duration=30'],
      }),
      undo: z
        .strictObject({
          method: z.enum(METHODS).prefault('POST').meta({description: 'The HTTP method.'}),
          path: requestParts.path.meta({description: 'The endpoint that ends the stress.'}),
        })
        .optional()
        .meta({description: 'A request that ends the stress early, sent when the run is interrupted.'}),
    },
    {error: expecting('a mapping such as {path: /api/stress}')},
  )
  .meta({description: 'Calls a stress endpoint of the victim’s own, which must end by itself after `for`.'});

/** The faults; an experiment names exactly one of them. */
export const FAULT_KINDS = ['podKill', 'request'] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

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
      podKill: podKillSchema.optional(),
      request: requestFaultSchema.optional(),
      engine: z.enum(['auto', 'native']).prefault('auto').meta({description: 'Who injects the fault.'}),
      for: someTimeSchema
        .prefault('30s')
        .meta({description: 'How long a lasting fault lasts, and for how long a one-shot fault is watched at least.'}),
      repeat: z
        .int()
        .min(1)
        .max(100)
        .prefault(1)
        .meta({description: 'How often the fault is injected; recovery is judged by the slowest.'}),
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
      message: `found ${found}; an experiment names one fault, ${FAULT_KINDS.join(' or ')}`,
    });
  })
  .meta({oneOf: FAULT_KINDS.map(kind => ({required: [kind]}))});
