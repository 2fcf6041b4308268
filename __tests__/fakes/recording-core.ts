import type {ActionCore} from '../../src/publish/action-core.js';

export interface RecordingCore extends ActionCore {
  outputs: Record<string, string>;
  failures: string[];
  warnings: string[];
  errors: {message: string; where: unknown}[];
  summaries: string[];
}

/** A runner that keeps what it is told; inputs are those given, all others empty. */
export function recordingCore(inputs: Record<string, string> = {}): RecordingCore {
  const kept = {
    outputs: {} as Record<string, string>,
    failures: [] as string[],
    warnings: [] as string[],
    errors: [] as RecordingCore['errors'],
    summaries: [] as string[],
  };
  return {
    ...kept,
    getInput: name => inputs[name] ?? '',
    setOutput: (name, value) => {
      kept.outputs[name] = value;
    },
    setFailed: message => void kept.failures.push(message),
    warning: message => void kept.warnings.push(message),
    error: (message, where) => void kept.errors.push({message, where}),
    summary: {
      addRaw: text => ({
        write: async () => {
          kept.summaries.push(text);
        },
      }),
    },
  };
}
