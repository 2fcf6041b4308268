import {CannotStart, type Launch, startSupervised} from './supervised-process.js';

/** Runs a command to its end, with the environment of a container, and gives its exit code and output. Ends it when the signal aborts. */
export async function runBeside(
  launch: Omit<Launch, 'output'>,
  signal: AbortSignal,
): Promise<{code: number | null; output: string}> {
  let output = '';
  try {
    const process = startSupervised({...launch, output: chunk => (output += output.length < MOST ? chunk : '')});
    const end = (): void => process.kill();
    signal.addEventListener('abort', end, {once: true});
    if (signal.aborted) end();
    const {code} = await process.ended;
    signal.removeEventListener('abort', end);
    return {code, output};
  } catch (error) {
    if (error instanceof CannotStart) return {code: 126, output: error.message};
    throw error;
  }
}

/** Characters of output that are kept. */
const MOST = 10_000;
