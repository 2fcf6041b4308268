import type {Clock} from './clock.js';
import {createLineLogger} from './line-logger.js';
import {createLiveLogger} from './live-logger.js';
import type {Logger} from './logger.js';
import {createPalette} from './palette.js';

/** Where the gate talks to people: standard error, since standard output is for results. */
export interface LogStream {
  write(text: string): unknown;
  on?(event: 'error', listener: (error: Error) => void): unknown;
  isTTY?: boolean | undefined;
  columns?: number | undefined;
}

export interface TerminalLoggerOptions {
  stream: LogStream;
  clock: Clock;
  env: Readonly<Record<string, string | undefined>>;
  /** Only warnings. */
  quiet?: boolean;
  /** Also what only helps to find a defect. */
  debug?: boolean;
  /** `never` for `--no-color`. */
  color?: 'auto' | 'never';
}

/** A live line on a terminal that can show one; plain lines with the time everywhere else. */
export function createLogger(options: TerminalLoggerOptions): Logger {
  const {stream, clock, env, quiet = false, debug = false, color = 'auto'} = options;
  stream.on?.('error', () => {}); // whoever read it is gone (EPIPE), and nothing that is said decides anything
  const palette = createPalette({stream, env, color});
  const live = !quiet && canRedraw(stream, env);
  const logger = live ? createLiveLogger({stream, clock, palette}) : createLineLogger({stream, clock, palette});
  const nothing = (): void => {};
  return {
    ...logger,
    ...(debug && !quiet ? {} : {debug: nothing}),
    ...(quiet ? {step: nothing, info: nothing, progress: nothing} : {}),
  };
}

/** The smallest terminals and those of 0 columns can't hold a line that is drawn in place. */
function canRedraw(stream: LogStream, env: TerminalLoggerOptions['env']): boolean {
  return stream.isTTY === true && (stream.columns ?? 0) > 20 && !env.CI && !env.GITHUB_ACTIONS && env.TERM !== 'dumb';
}
