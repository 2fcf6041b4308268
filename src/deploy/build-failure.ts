import {Failure, messageOf} from '../failure.js';
import {readableLines} from './readable-text.js';

const KEPT_LINES = 15;

/** What no Dockerfile is to blame for: the registry, the network, the disk. */
const ENVIRONMENT =
  /dial tcp|no such host|TLS handshake timeout|toomanyrequests|no space left on device|Cannot connect to the Docker daemon/;

/** Says why an image did not build, by the last lines of the output with `secrets` masked. */
export function describeBuildFailure(name: string, error: unknown, secrets: readonly string[]): Failure {
  const lines = readableLines(masked(outputOf(error), secrets), KEPT_LINES).join('\n');
  if (ENVIRONMENT.test(lines)) {
    return new Failure('environment', `image ${name} could not be built here:\n${lines}`, {
      hint: 'Check the network, the registry and the disk of the machine that builds, then run again.',
    });
  }
  return new Failure('change', `image ${name} did not build:\n${lines}`, {
    hint: 'Run `docker build` in its folder to see all of it.',
  });
}

function outputOf(error: unknown): string {
  const output = error instanceof Error && 'output' in error ? error.output : undefined;
  return typeof output === 'string' && output.trim() !== '' ? output : messageOf(error);
}

/** Also each line of a secret by itself, since the output may break it up. */
function masked(text: string, secrets: readonly string[]): string {
  const hidden = secrets.flatMap(secret => [secret, ...secret.split('\n')]).filter(secret => secret.trim() !== '');
  return hidden.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}
