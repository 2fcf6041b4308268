import type {Logger} from '../../src/runtime/logger.js';

export interface RecordingLogger extends Logger {
  /** `step Deploying`, `progress checkout 1 of 2 ready`, … */
  readonly lines: string[];
}

/** Keeps what is said. */
export function recordingLogger(): RecordingLogger {
  const lines: string[] = [];
  const keep = (level: string) => (message: string) => void lines.push(`${level} ${message}`);
  return {
    lines,
    step: keep('step'),
    info: keep('info'),
    warn: keep('warn'),
    debug: keep('debug'),
    progress: keep('progress'),
    fail: () => void lines.push('fail'),
    close: () => {},
  };
}
