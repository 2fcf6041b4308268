import {
  chaosMeshSchema,
  containerKillSchema,
  cpuSchema,
  httpAbortSchema,
  memorySchema,
  networkDelaySchema,
  networkLossSchema,
  partitionSchema,
  podFailureSchema,
} from './chaos-mesh-faults.js';
import {podKillSchema, requestFaultSchema} from './native-faults.js';

/** Every fault by its key in an experiment. */
export const FAULTS = {
  podKill: podKillSchema.optional(),
  podFailure: podFailureSchema.optional(),
  containerKill: containerKillSchema.optional(),
  cpu: cpuSchema.optional(),
  memory: memorySchema.optional(),
  partition: partitionSchema.optional(),
  networkDelay: networkDelaySchema.optional(),
  networkLoss: networkLossSchema.optional(),
  httpAbort: httpAbortSchema.optional(),
  chaosMesh: chaosMeshSchema.optional(),
  request: requestFaultSchema.optional(),
};
