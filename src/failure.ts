/** Who has to act on a failure; it decides the verdict and the exit code. `change`: the pull request's author. */
export type Blame = 'usage' | 'environment' | 'change' | 'inconclusive';

/** A failure that was foreseen, with a message for the person to blame. Any other error is a defect of ours (exit 5). */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly blame: Blame;
  /** What to do next, in one sentence. */
  readonly hint: string | undefined;

  constructor(blame: Blame, message: string, options: {hint?: string | undefined; cause?: unknown} = {}) {
    super(message, {cause: options.cause});
    this.blame = blame;
    this.hint = options.hint;
  }
}

/** True for a {@link Failure}; by name, since jest and workers have several Error realms. */
export function isFailure(error: unknown): error is Failure {
  return error instanceof Error && error.name === 'Failure' && 'blame' in error;
}

/** What went wrong and what to do next, as one text. */
export function adviceOf(failure: Failure): string {
  const message = messageOf(failure);
  return failure.hint === undefined ? message : `${message}. ${failure.hint}`;
}

/** The message of anything thrown, with the messages of its causes. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : messageOf(error.cause);
  const own = error.message || error.name;
  return cause === '' || own.includes(cause) ? own : `${own}: ${cause}`;
}
