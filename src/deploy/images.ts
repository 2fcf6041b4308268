import {resolve} from 'node:path';
import type {ImageLoader} from '../cluster/image-loader.js';
import {Failure, isFailure, messageOf} from '../failure.js';
import type {Clock} from '../runtime/clock.js';
import type {RunCommand} from '../runtime/command.js';
import type {Logger} from '../runtime/logger.js';
import type {ImageSpec} from '../spec/schema.js';
import {describeBuildFailure} from './build-failure.js';
import {valueFromEnv} from './value-from-env.js';

/** An image that this run built and brought to the nodes. */
export interface BuiltImage {
  name: string;
  /** Docker's id of it: `sha256:…`. */
  id: string;
  buildMs: number;
  loadMs: number;
}

export interface ImagePorts {
  run: RunCommand;
  loader: ImageLoader;
  clock: Clock;
  logger: Logger;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
}

/** Builds each image and loads it into the nodes. Fails with `environment` when Docker doesn't answer, with `change` when an image doesn't build. */
export async function buildImages(images: readonly ImageSpec[], ports: ImagePorts): Promise<BuiltImage[]> {
  if (images.length === 0) return [];
  await checkDocker(ports);
  const built: BuiltImage[] = [];
  for (const image of images) {
    ports.logger.progress(`building ${image.name}`);
    const began = ports.clock.now();
    const id = await build(image, ports);
    const builtAt = ports.clock.now();
    ports.logger.progress(`loading ${image.name} (${ports.loader.how})`);
    await ports.loader.load(image.name, ports.signal);
    built.push({name: image.name, id, buildMs: builtAt - began, loadMs: ports.clock.now() - builtAt});
  }
  return built;
}

async function checkDocker({run, signal}: ImagePorts): Promise<void> {
  try {
    await run('docker', ['version', '--format', '{{.Server.Version}}'], {signal, timeoutMs: 30_000});
  } catch (error) {
    if (signal.aborted) throw error;
    const what = isFailure(error) ? messageOf(error) : `Docker does not answer: ${messageOf(error)}`;
    throw new Failure('environment', `the images of the spec can't be built: ${what}`, {
      cause: error,
      hint: 'Start Docker where the gate runs, or build the images beforehand and leave `victim.images` out.',
    });
  }
}

async function build(image: ImageSpec, {run, env, signal}: ImagePorts): Promise<string> {
  const {values, secrets, options} = buildArguments(image, env);
  const args = ['build', '-t', image.name];
  if (image.dockerfile !== undefined) args.push('-f', resolve(image.build, image.dockerfile));
  if (image.target !== undefined) args.push('--target', image.target);
  try {
    await run('docker', [...args, ...options, image.build], {signal, env: values});
  } catch (error) {
    if (signal.aborted || isFailure(error)) throw error;
    throw describeBuildFailure(image.name, error, secrets);
  }
  return idOf(image.name, {run, signal});
}

async function idOf(name: string, {run, signal}: Pick<ImagePorts, 'run' | 'signal'>): Promise<string> {
  try {
    return (await run('docker', ['image', 'inspect', '-f', '{{.Id}}', name], {signal})).trim();
  } catch (error) {
    if (signal.aborted || isFailure(error)) throw error;
    throw new Failure('environment', `image ${name} was built, but Docker does not have it: ${messageOf(error)}`, {
      cause: error,
      hint: 'Choose a builder that loads its result: `docker buildx use default`.',
    });
  }
}

/** Docker takes the value of a bare `--build-arg NAME` from its environment, where no process list shows it. */
function buildArguments(
  image: ImageSpec,
  env: NodeJS.ProcessEnv,
): {values: Record<string, string>; secrets: string[]; options: string[]} {
  const values: Record<string, string> = {};
  const secrets: string[] = [];
  const options: string[] = [];
  for (const [name, value] of Object.entries(image.args)) {
    if (typeof value === 'string') {
      options.push('--build-arg', `${name}=${value}`);
      continue;
    }
    values[name] = valueFromEnv(value, `victim.images ${image.name} args.${name}`, env);
    secrets.push(values[name]);
    options.push('--build-arg', name);
  }
  return {values, secrets, options};
}
