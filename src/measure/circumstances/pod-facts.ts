import type {Container, ContainerStatus, Pod, Probe} from 'kubernetes-types/core/v1.js';
import type {ContainerFacts, InitFacts, PodFacts, ProbeFacts} from './circumstances.js';

/** Kubernetes' default of `periodSeconds`. */
const PERIOD_SECONDS = 10;

/** Reads what explains a recovery from a pod as it was last seen. */
export function podFacts({metadata, spec, status}: Pod): PodFacts {
  return {
    uid: metadata?.uid ?? '',
    name: metadata?.name ?? '',
    initContainers: (spec?.initContainers ?? []).map(container => initFacts(container, status?.initContainerStatuses)),
    containers: (spec?.containers ?? []).map(containerFacts),
  };
}

function initFacts({name, restartPolicy}: Container, statuses: readonly ContainerStatus[] = []): InitFacts {
  if (restartPolicy === 'Always') return {name, isSidecar: true};
  const {startedAt, finishedAt} = statuses.find(status => status.name === name)?.state?.terminated ?? {};
  if (startedAt === undefined || finishedAt === undefined) return {name};
  return {name, seconds: (Date.parse(finishedAt) - Date.parse(startedAt)) / 1000};
}

function containerFacts({
  name,
  image = '',
  imagePullPolicy = '',
  readinessProbe,
  startupProbe,
  resources,
}: Container): ContainerFacts {
  const {cpu, memory} = (resources?.limits ?? {}) as Record<string, string | undefined>;
  return {
    name,
    image,
    pullPolicy: imagePullPolicy,
    ...(readinessProbe === undefined ? {} : {readiness: probeFacts(readinessProbe)}),
    ...(startupProbe === undefined ? {} : {startup: probeFacts(startupProbe)}),
    ...(cpu === undefined ? {} : {cpuLimit: String(cpu)}),
    ...(memory === undefined ? {} : {memoryLimit: String(memory)}),
  };
}

function probeFacts({
  initialDelaySeconds = 0,
  periodSeconds = PERIOD_SECONDS,
  successThreshold = 1,
}: Probe): ProbeFacts {
  return {
    initialDelay: initialDelaySeconds,
    period: periodSeconds,
    ...(successThreshold > 1 ? {successThreshold} : {}),
  };
}
