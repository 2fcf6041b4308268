import {z} from 'zod';
import {expecting} from './expectation.js';

/** The workload that a fault hits. */
export const targetSchema = z
  .string({error: expecting('KIND/NAME, such as Deployment/checkout')})
  .regex(/^(Deployment|StatefulSet|DaemonSet)\/[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/, {
    error: expecting('KIND/NAME, such as Deployment/checkout (Deployment, StatefulSet or DaemonSet)'),
  })
  .optional()
  .meta({
    description: 'KIND/NAME of a workload; may be left out where there is one.',
    examples: ['Deployment/checkout'],
  });

const modeSchema = z
  .union([z.enum(['one', 'all']), z.int().min(1)], {error: expecting('one, all or a number of pods')})
  .prefault('one')
  .meta({description: 'How many pods: one, all or a number; which ones is random.'});

/** What every fault that hits pods has. */
export const podFields = {
  target: targetSchema,
  mode: modeSchema,
  seed: z.int().min(0).optional().meta({description: 'Makes the choice repeatable.'}),
};
