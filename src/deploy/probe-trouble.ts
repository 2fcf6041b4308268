import type {Event, Probe} from 'kubernetes-types/core/v1.js';
import type {ContainerView} from './container-trouble.js';
import {readableLine} from './readable-text.js';
import {latestMessage, type Trouble} from './trouble.js';

/** Why a running container is not ready: the probe that has not passed. */
export function probeTrouble({spec, status, role, events}: ContainerView): Trouble | undefined {
  if (status.state?.running === undefined || status.ready) return undefined;
  const isStarting = spec.startupProbe !== undefined && status.started !== true;
  const kind = isStarting ? 'startup' : 'readiness';
  const probe = isStarting ? spec.startupProbe : spec.readinessProbe;
  if (probe === undefined) return undefined;
  const said = probeMessage(events, kind);
  const verdict = said === undefined ? 'has not been asked yet or has not answered' : `fails: ${said}`;
  return {
    blame: 'change',
    what: `the ${kind} probe of ${role} ${spec.name} (${probeInWords(probe)}) ${verdict}`,
    hint: 'Check the probe, and that the service answers it.',
    isPermanent: false,
    log: {container: spec.name, run: 'current', lines: 5},
  };
}

/** `GET /health on port 8080` */
export function probeInWords({httpGet, tcpSocket, grpc, exec}: Probe): string {
  if (httpGet !== undefined) return `GET ${httpGet.path ?? '/'} on port ${httpGet.port}`;
  if (tcpSocket !== undefined) return `TCP on port ${tcpSocket.port}`;
  if (grpc !== undefined) return `gRPC on port ${grpc.port}`;
  return `the command ${readableLine((exec?.command ?? []).join(' '))}`;
}

/** What the kubelet last said about a probe of this kind. */
export function probeMessage(events: readonly Event[], kind: string): string | undefined {
  const message = latestMessage(events, 'Unhealthy', new RegExp(`^${kind} probe`, 'i'));
  return message === undefined ? undefined : readableLine(message.replace(/^\w+ probe (failed|errored)[^:]*: /, ''));
}
