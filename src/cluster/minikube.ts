import type {RunCommand} from '../runtime/command.js';
import type {ImageLoader} from './image-loader.js';
import {loadWith} from './load-with.js';

/** Loads images with `minikube image load`, whatever container runtime the profile has. */
export function minikubeImageLoader(profile: string, run: RunCommand): ImageLoader {
  return {
    how: 'minikube image load',
    load: (image, signal) => loadWith(run, 'minikube', ['image', 'load', image, '-p', profile], signal),
  };
}
