import type {Container, Probe} from 'kubernetes-types/core/v1.js';
import type {Clock} from '../../runtime/clock.js';
import type {ProbeResult} from './probe.js';
import {probeUntil} from './probe-loop.js';

type Kind = 'Startup' | 'Readiness' | 'Liveness';

/** What a container's probes are asked with, and whom they tell. */
export interface ContainerProbes {
  container: Container;
  clock: Clock;
  once(probe: Probe): Promise<ProbeResult>;
  /** A sentence for an event. */
  unhealthy(message: string): void;
  started(): void;
  ready(state: 'ready' | 'unready'): void;
  /** The container has to be restarted. */
  broken(probe: 'liveness' | 'startup'): void;
}

/** Runs the probes of a container that has just started: the startup probe alone until it has passed, then the others. */
export async function runProbes(ports: ContainerProbes, signal: AbortSignal): Promise<void> {
  const {container} = ports;
  if (container.startupProbe !== undefined && !(await passesStartup(ports, signal))) return;
  ports.started();
  if (container.readinessProbe === undefined) ports.ready('ready');
  await Promise.all([
    loop('Readiness', ports, signal, result => ports.ready(result === 'healthy' ? 'ready' : 'unready')),
    loop('Liveness', ports, signal, result => {
      if (result === 'unhealthy') ports.broken('liveness');
    }),
  ]);
}

async function passesStartup(ports: ContainerProbes, signal: AbortSignal): Promise<boolean> {
  const over = new AbortController();
  let passed = false;
  const end = loop('Startup', ports, AbortSignal.any([signal, over.signal]), result => {
    passed = result === 'healthy';
    if (!passed) ports.broken('startup');
    over.abort();
  });
  await end.catch(error => {
    if (!over.signal.aborted) throw error;
  });
  return passed;
}

async function loop(
  kind: Kind,
  ports: ContainerProbes,
  signal: AbortSignal,
  verdict: (result: 'healthy' | 'unhealthy') => void,
): Promise<void> {
  const {container, clock} = ports;
  const probe = {
    Startup: container.startupProbe,
    Readiness: container.readinessProbe,
    Liveness: container.livenessProbe,
  }[kind];
  if (probe === undefined) return;
  const failed = (message: string): void => ports.unhealthy(`${kind} probe failed: ${message}`);
  await probeUntil({probe, clock, once: ports.once, failed, verdict}, signal);
}
