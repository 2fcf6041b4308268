/** The message of a field that doesn't fit, for zod: what is allowed, after what was found. Keys that don't exist are told apart. */
export function expecting(what: string): (issue: {code?: string | undefined}) => string | undefined {
  return ({code}) => (code === 'unrecognized_keys' ? undefined : `allowed is ${what}`);
}
