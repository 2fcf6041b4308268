/** The run was ended by a signal; its exit code is 128 + the signal's number. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly exitCode: number;

  constructor(signal: HandledSignal) {
    super(`interrupted by ${signal}`);
    this.exitCode = 128 + NUMBERS[signal];
  }
}

type HandledSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';
const NUMBERS: Record<HandledSignal, number> = {SIGHUP: 1, SIGINT: 2, SIGTERM: 15};

/** True for an {@link Interrupted}. */
export function isInterrupted(error: unknown): error is Interrupted {
  return error instanceof Error && error.name === 'Interrupted';
}

/**
 * Aborts `controller` at the first signal. Later ones only say that the clean-up goes on, since a runner sends SIGTERM 7.5 s
 * after SIGINT; the third ends the process at once and leaves the rest to `clean`. Returns a function that lets go of the signals.
 */
export function abortOnSignals(controller: AbortController, say: (message: string) => void): () => void {
  let count = 0;
  const handlers = (Object.keys(NUMBERS) as HandledSignal[]).map(signal => {
    const handler = (): void => {
      count++;
      if (count === 1) controller.abort(new Interrupted(signal));
      else if (count === 2)
        say('Still removing what this run made. One more signal leaves that to `chaos-cost-gate clean`.');
      else process.exit(128 + NUMBERS[signal]);
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const off of handlers) off();
  };
}
