import type {ContainerView} from './container-trouble.js';
import {readableLine} from './readable-text.js';
import {latestMessage, type Trouble} from './trouble.js';

const REASONS = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

/** Why a container has no image. */
export function imageTrouble({spec, status, role, events}: ContainerView): Trouble | undefined {
  const {reason = '', message = ''} = status.state?.waiting ?? {};
  if (!REASONS.has(reason)) return undefined;
  // Older kubelets say only `Back-off pulling image`; the event before it says why.
  const why = /: ErrImagePull: /.test(message)
    ? message
    : (latestMessage(events, 'Failed', /^Failed to pull/) ?? message);
  return {
    blame: 'change',
    what: `${role} ${spec.name} can't get its image ${spec.image} (${reason}): ${readableLine(why.replace(/^Back-off pulling image .*?: ErrImagePull: /, ''))}`,
    hint: hintFor(reason, spec.imagePullPolicy),
    isPermanent: reason === 'InvalidImageName' || reason === 'ErrImageNeverPull',
  };
}

function hintFor(reason: string, policy: string | undefined): string {
  if (reason === 'InvalidImageName') return 'Correct the image’s name in the manifests.';
  if (policy === 'Always') {
    return 'With imagePullPolicy Always (the default for :latest) an image that was loaded into the nodes is not used: set IfNotPresent, or push the image.';
  }
  return 'Name it under `victim.images`, so that it is built and loaded into the nodes, or correct its name in the manifests.';
}
