import {Failure} from '../failure.js';
import type {ValueOrEnv} from '../spec/schema.js';

/** The value itself, or that of the environment variable it names; a variable that isn't set fails with `usage`, naming `where` in the spec. */
export function valueFromEnv(value: ValueOrEnv, where: string, env: NodeJS.ProcessEnv): string {
  if (typeof value === 'string') return value;
  const found = env[value.fromEnv];
  if (found !== undefined) return found;
  throw new Failure(
    'usage',
    `${where} takes its value from the environment variable ${value.fromEnv}, which is not set`,
    {
      hint: `Set ${value.fromEnv} where the gate runs; in a workflow under \`env:\` of the step.`,
    },
  );
}
