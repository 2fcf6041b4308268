import type {ParsedSpec, ValueOrEnv} from './schema.js';

/**
 * The variables that the spec reads by `fromEnv` and that `env` lacks, each once. Empty counts as lacking: so look a workflow's secrets
 * on forks.
 */
export function missingVariables(
  {victim, load, experiments}: ParsedSpec,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  const values: Record<string, ValueOrEnv>[] = [
    ...victim.images.map(image => image.args),
    ...victim.secrets.map(secret => secret.data),
    ...load.requests.map(request => request.headers),
    ...experiments.map(experiment => experiment.request?.headers ?? {}),
  ];
  const names = values
    .flatMap(value => Object.values(value))
    .flatMap(value => (typeof value === 'string' ? [] : [value.fromEnv]));
  return [...new Set(names)].filter(name => (env[name] ?? '') === '');
}
