import {z} from 'zod';
import type {Objective} from './objective.js';

export const objectiveSchema = z.string().transform((text): Objective => ({text, metric: '', unit: 's', operator: '<=', limit: {kind: 'absolute', value: 0}}));
