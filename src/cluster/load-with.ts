import {Failure, isFailure, messageOf} from '../failure.js';
import type {RunCommand} from '../runtime/command.js';

/** Runs a program that loads an image; what goes wrong is the environment's. */
export async function loadWith(run: RunCommand, program: string, args: string[], signal?: AbortSignal): Promise<void> {
  try {
    await run(program, args, {timeoutMs: 600_000, ...(signal === undefined ? {} : {signal})});
  } catch (error) {
    if (signal?.aborted || isFailure(error)) throw error;
    throw new Failure('environment', `the image could not be loaded into the cluster: ${messageOf(error)}`, {
      cause: error,
      hint: `Run \`${[program, ...args].join(' ')}\` to see why.`,
    });
  }
}
