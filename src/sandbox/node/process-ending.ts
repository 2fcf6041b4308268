import type {Clock} from '../../runtime/clock.js';
import type {SupervisedProcess} from './supervised-process.js';

export interface EndingPorts {
  clock: Clock;
  /** Runs before the process is asked to end; the signal aborts with its end. */
  preStop(signal: AbortSignal): Promise<void>;
}

/** Asks a process to end, after its hook, and ends it after the grace; resolves when it has. Called again, it only shortens the grace. */
export function createEnding({
  clock,
  preStop,
}: EndingPorts): (process: SupervisedProcess, graceMs: number) => Promise<void> {
  let asked: SupervisedProcess | undefined;
  return async (process, graceMs) => {
    if (graceMs <= 0) process.kill();
    const over = killAfter(process, graceMs, clock);
    if (asked !== process && graceMs > 0) {
      asked = process;
      const ended = new AbortController();
      void process.ended.then(() => ended.abort());
      await preStop(ended.signal);
      process.terminate();
    }
    await over;
  };
}

async function killAfter(process: SupervisedProcess, ms: number, clock: Clock): Promise<void> {
  const over = new AbortController();
  const ended = process.ended.then(() => over.abort());
  await clock.sleep(ms, over.signal).then(process.kill, () => {});
  await ended;
}
