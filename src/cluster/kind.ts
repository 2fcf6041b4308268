import {Failure, isFailure} from '../failure.js';
import type {RunCommand} from '../runtime/command.js';
import type {ImageLoader} from './image-loader.js';
import {type Kubeconfig, parseKubeconfig} from './kubeconfig.js';
import {loadWith} from './load-with.js';

/** The names of the clusters that the program `kind` knows on this machine; none where it isn't installed. */
export async function kindClusters(run: RunCommand): Promise<string[]> {
  try {
    return (await run('kind', ['get', 'clusters'], {timeoutMs: 30_000}))
      .split('\n')
      .map(line => line.trim())
      .filter(isName);
  } catch (error) {
    if (isFailure(error)) return [];
    throw new Failure('environment', 'kind could not list its clusters', {cause: error, hint: 'Is Docker running?'});
  }
}

/** The kubeconfig of one cluster, from the program `kind`; its one context is `kind-NAME`. */
export async function kindKubeconfig(name: string, run: RunCommand): Promise<Kubeconfig> {
  const args = ['get', 'kubeconfig', '--name', name];
  try {
    return await parseKubeconfig(await run('kind', args, {timeoutMs: 30_000}), `\`kind ${args.join(' ')}\``);
  } catch (error) {
    throw new Failure('environment', `kind could not give the kubeconfig of its cluster ${name}`, {cause: error});
  }
}

/** Loads images with `kind load docker-image`. */
export function kindImageLoader(cluster: string, run: RunCommand): ImageLoader {
  return {
    how: 'kind load docker-image',
    load: (image, signal) => loadWith(run, 'kind', ['load', 'docker-image', image, '--name', cluster], signal),
  };
}

/** Where there are none, some versions say so on standard output. */
function isName(line: string): boolean {
  return /^[a-z0-9][a-z0-9.-]*$/.test(line);
}
