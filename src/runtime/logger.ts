/** What the gate says while it works. Nothing of it decides anything. */
export interface Logger {
  /** A step of the run begins; it lasts until the next one. */
  step(title: string): void;
  /** A fact that the reader wants to keep. */
  info(message: string): void;
  warn(message: string): void;
  debug(message: string): void;
  /** The live state of the current step (rate, errors, p95); shown in place, or now and then where that can't be. */
  progress(state: string): void;
  /** The current step did not do its work; the verdict says why. */
  fail(): void;
  /** Ends the live view. */
  close(): void;
}

/** Says nothing. */
export const silentLogger: Logger = {
  step: () => {},
  info: () => {},
  warn: () => {},
  debug: () => {},
  progress: () => {},
  fail: () => {},
  close: () => {},
};
