import type {Container, Pod} from 'kubernetes-types/core/v1.js';

/** Why a container can't be run as a process, in a sentence; undefined where it can. */
export function whyRefused(pod: Pod, container: Container): string | undefined {
  const {spec = {containers: []}} = pod;
  const name = `container ${container.name}`;
  if (container.command === undefined || container.command.length === 0)
    return `the sandbox runs commands, not images: ${name} needs an explicit \`command\``;
  const mount = container.volumeMounts?.[0];
  if (mount !== undefined) return `the sandbox mounts no volumes: ${name} wants ${mount.name} at ${mount.mountPath}`;
  if (spec.hostNetwork === true) return 'the sandbox has no hostNetwork: it chooses the ports that pods listen on';
  const sidecar = spec.initContainers?.find(one => (one as {restartPolicy?: string}).restartPolicy === 'Always');
  if (sidecar !== undefined) return `the sandbox has no sidecars: ${sidecar.name} is an init container that goes on`;
  const probes = [container.readinessProbe, container.livenessProbe, container.startupProbe];
  if (probes.some(probe => probe !== undefined && 'grpc' in probe))
    return `the sandbox has no gRPC probes: ${name} has one`;
  if (probes.some(probe => probe?.httpGet?.scheme === 'HTTPS'))
    return `the sandbox has no HTTPS probes: ${name} has one`;
  return undefined;
}

/** What of a pod's spec only bounds it, and is not kept, in sentences that are the same for all pods. */
export function notEnforcedOf({spec}: Pod): string[] {
  const all = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
  const says = (found: boolean, sentence: string): string[] => (found ? [sentence] : []);
  const isSet = (value: object | undefined): boolean => value !== undefined && Object.keys(value).length > 0;
  return [
    ...says(
      all.some(({resources}) => resources?.limits?.cpu !== undefined),
      'CPU limits are not enforced: a container may use more, is never throttled, and only the injected CPU load keeps to them.',
    ),
    ...says(
      all.some(({resources}) => resources?.limits?.memory !== undefined),
      'Memory limits are not enforced: no container is killed for what it uses.',
    ),
    ...says(
      isSet(spec?.securityContext) || all.some(({securityContext}) => isSet(securityContext)),
      'Security contexts are not enforced: containers run as the user who started the sandbox, with that user’s rights.',
    ),
    ...says(
      spec?.automountServiceAccountToken !== false,
      'No service account token is mounted: containers can’t call the API of the sandbox.',
    ),
  ];
}
