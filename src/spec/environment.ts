/** The variables that `fromEnv` names anywhere in a spec and that `env` lacks, each once. */
export function missingVariables(value: unknown, env: Readonly<Record<string, string | undefined>>): string[] {
  return [...new Set(namesIn(value))].filter(name => env[name] === undefined);
}

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'fromEnv' && typeof inner === 'string' ? [inner] : namesIn(inner)));
}
