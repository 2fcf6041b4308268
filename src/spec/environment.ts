import type {ParsedSpec, UsageSpec, ValueOrEnv} from './schema.js';

/**
 * The variables that the spec reads by `fromEnv` and that `env` lacks, each once. Empty counts as lacking: so look a workflow's secrets
 * on forks.
 */
export function missingVariables(
  {victim, load, experiments, cost}: ParsedSpec,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  const values: Record<string, ValueOrEnv>[] = [
    ...victim.images.map(image => image.args),
    ...victim.secrets.map(secret => secret.data),
    ...load.requests.map(request => request.headers),
    ...experiments.map(experiment => experiment.request?.headers ?? {}),
    tokenOf(cost.usage),
  ];
  const names = values
    .flatMap(value => Object.values(value))
    .flatMap(value => (typeof value === 'string' ? [] : [value.fromEnv]));
  return [...new Set(names)].filter(name => (env[name] ?? '') === '');
}

function tokenOf(usage: UsageSpec): Record<string, ValueOrEnv> {
  if (usage === 'auto' || typeof usage.prometheus === 'string' || !('url' in usage.prometheus)) return {};
  const {token} = usage.prometheus;
  return token === undefined ? {} : {token};
}
