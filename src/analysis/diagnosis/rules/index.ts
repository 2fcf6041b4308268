import type {Rule} from '../rule.js';
import {cpuThrottling} from './cpu-throttling.js';
import {crashLoop} from './crash-loop.js';
import {deadConnections} from './dead-connections.js';
import {endpointsLate} from './endpoints-late.js';
import {graceOutlived} from './grace-outlived.js';
import {imagePull} from './image-pull.js';
import {initContainers} from './init-containers.js';
import {killBackOff} from './kill-back-off.js';
import {noReadinessProbe} from './no-readiness-probe.js';
import {oneReplica} from './one-replica.js';
import {outOfMemory} from './out-of-memory.js';
import {probeSettings} from './probe-settings.js';
import {slowStart} from './slow-start.js';
import {unschedulable} from './unschedulable.js';

/** All rules. */
export const RULES: readonly Rule[] = [
  imagePull,
  unschedulable,
  initContainers,
  probeSettings,
  slowStart,
  crashLoop,
  killBackOff,
  outOfMemory,
  oneReplica,
  noReadinessProbe,
  endpointsLate,
  deadConnections,
  cpuThrottling,
  graceOutlived,
];
