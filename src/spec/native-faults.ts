import {z} from 'zod';
import {expecting} from './expectation.js';
import {podFields, targetSchema} from './fault-fields.js';
import {requestParts} from './load-schema.js';
import {serviceSchema} from './names.js';
import {durationSchema} from './quantities.js';

/** Deletes pods. */
export const podKillSchema = z
  .strictObject(
    {
      ...podFields,
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
