import {buildImages} from '../../../src/deploy/images.js';
import {Failure} from '../../../src/failure.js';
import type {CommandOptions} from '../../../src/runtime/command.js';
import {CommandError} from '../../../src/runtime/command.js';
import type {ImageSpec} from '../../../src/spec/schema.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {recordingLogger} from '../../fakes/recording-logger.js';

interface Call {
  line: string;
  env: Record<string, string> | undefined;
}

function ports({failing = {}, env = {}}: {failing?: Record<string, Error>; env?: NodeJS.ProcessEnv} = {}) {
  const clock = fakeClock();
  const calls: Call[] = [];
  const loaded: string[] = [];
  return {
    calls,
    loaded,
    clock,
    env,
    logger: recordingLogger(),
    signal: new AbortController().signal,
    loader: {
      how: 'kind load docker-image',
      load: async (image: string) => {
        loaded.push(image);
        await clock.advance(300);
      },
    },
    run: async (program: string, args: string[], options: CommandOptions = {}) => {
      calls.push({line: [program, ...args].join(' '), env: options.env});
      const error = failing[args[0] ?? ''];
      if (error !== undefined) throw error;
      if (args[0] === 'build') await clock.advance(1000);
      return args[0] === 'image' ? 'sha256:abc\n' : '';
    },
  };
}

const image = (more: Partial<ImageSpec> = {}): ImageSpec => ({
  name: 'checkout:ci',
  build: '/spec/app',
  args: {},
  ...more,
});

describe('buildImages', () => {
  it('builds, identifies and loads each image, and times both', async () => {
    const to = ports();
    const built = await buildImages([image(), image({name: 'mail:ci', build: '/spec/mail'})], to);
    expect(built).toEqual([
      {name: 'checkout:ci', id: 'sha256:abc', buildMs: 1000, loadMs: 300},
      {name: 'mail:ci', id: 'sha256:abc', buildMs: 1000, loadMs: 300},
    ]);
    expect(to.calls.map(({line}) => line)).toEqual([
      'docker version --format {{.Server.Version}}',
      'docker build -t checkout:ci /spec/app',
      'docker image inspect -f {{.Id}} checkout:ci',
      'docker build -t mail:ci /spec/mail',
      'docker image inspect -f {{.Id}} mail:ci',
    ]);
    expect(to.loaded).toEqual(['checkout:ci', 'mail:ci']);
  });

  it('asks nothing of Docker when there is nothing to build', async () => {
    const to = ports();
    await expect(buildImages([], to)).resolves.toEqual([]);
    expect(to.calls).toEqual([]);
  });

  it('passes the Dockerfile, the stage and the arguments, with values from the environment off the command line', async () => {
    const to = ports({env: {NPM_TOKEN: 's3cret'}});
    const args = {VERSION: '1.2', TOKEN: {fromEnv: 'NPM_TOKEN'}};
    await buildImages([image({dockerfile: 'ci/Dockerfile', target: 'run', args})], to);
    expect(to.calls[1]).toEqual({
      line: 'docker build -t checkout:ci -f /spec/app/ci/Dockerfile --target run --build-arg VERSION=1.2 --build-arg TOKEN /spec/app',
      env: {TOKEN: 's3cret'},
    });
  });

  it('names the variable that is not set', async () => {
    const building = buildImages([image({args: {TOKEN: {fromEnv: 'NPM_TOKEN'}}})], ports());
    await expect(building).rejects.toMatchObject({
      blame: 'usage',
      message:
        'victim.images checkout:ci args.TOKEN takes its value from the environment variable NPM_TOKEN, which is not set',
    });
  });

  it('blames the change for a build that fails, with its last lines and without the values of arguments', async () => {
    const output = ['Step 1/2 : FROM node', '\u001b[31musing s3cret\u001b[0m', 'npm ERR! missing script: build'].join(
      '\n',
    );
    const to = ports({env: {T: 's3cret'}, failing: {build: new CommandError('docker build', 1, output)}});
    await expect(buildImages([image({args: {TOKEN: {fromEnv: 'T'}}})], to)).rejects.toMatchObject({
      blame: 'change',
      message: 'image checkout:ci did not build:\nStep 1/2 : FROM node\nusing ***\nnpm ERR! missing script: build',
    });
  });

  it('masks the lines of a secret of several lines', async () => {
    const to = ports({
      env: {KEY: 'first\nsecond'},
      failing: {build: new CommandError('docker build', 1, 'got second')},
    });
    const building = buildImages([image({args: {KEY: {fromEnv: 'KEY'}}})], to);
    await expect(building).rejects.toThrow('image checkout:ci did not build:\ngot ***');
  });

  it.each([
    ['the registry can not be reached', 'dial tcp: lookup registry-1.docker.io: no such host'],
    ['the disk is full', 'write /layer: no space left on device'],
  ])('blames the environment when %s', async (_why, output) => {
    const to = ports({failing: {build: new CommandError('docker build', 1, output)}});
    await expect(buildImages([image()], to)).rejects.toMatchObject({blame: 'environment'});
  });

  it('blames the environment when the daemon does not answer, or Docker is missing', async () => {
    const down = ports({
      failing: {version: new CommandError('docker version', 1, 'Cannot connect to the Docker daemon')},
    });
    await expect(buildImages([image()], down)).rejects.toMatchObject({
      blame: 'environment',
      message: expect.stringContaining(
        'Docker does not answer: `docker version` exited with 1: Cannot connect to the Docker daemon',
      ),
    });
    const missing = ports({failing: {version: new Failure('environment', 'the program `docker` was not found')}});
    await expect(buildImages([image()], missing)).rejects.toMatchObject({
      blame: 'environment',
      message: "the images of the spec can't be built: the program `docker` was not found",
    });
  });

  it('blames the environment when the builder keeps the image to itself', async () => {
    const to = ports({failing: {image: new CommandError('docker image inspect', 1, 'No such image: checkout:ci')}});
    await expect(buildImages([image()], to)).rejects.toMatchObject({
      blame: 'environment',
      message: expect.stringContaining('image checkout:ci was built, but Docker does not have it'),
    });
  });
});
