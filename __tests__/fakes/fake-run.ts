import type {RunCommand} from '../../src/runtime/command.js';

export interface FakeRun {
  run: RunCommand;
  /** The command lines, in order. */
  lines: string[];
}

/** Programs that print what is given for their command line, or end with the error that is. Others are not installed. */
export function fakeRun(outputs: Record<string, string | Error>, missing: (program: string) => Error): FakeRun {
  const lines: string[] = [];
  const run: RunCommand = async (program, args) => {
    const line = [program, ...args].join(' ');
    lines.push(line);
    const output = outputs[line];
    if (output === undefined) throw missing(program);
    if (output instanceof Error) throw output;
    return output;
  };
  return {run, lines};
}
