import type {Probe} from 'kubernetes-types/core/v1.js';
import type {Clock} from '../../runtime/clock.js';
import type {ProbeResult} from './probe.js';

export interface ProbeLoop {
  probe: Probe;
  clock: Clock;
  once(probe: Probe): Promise<ProbeResult>;
  /** Each failure, counted towards the threshold or not. */
  failed(message: string): void;
  /** The threshold of successes or failures was reached (again). */
  verdict(result: 'healthy' | 'unhealthy'): void;
}

/** Probes on and on, a period from start to start, until the signal aborts. */
export async function probeUntil(loop: ProbeLoop, signal: AbortSignal): Promise<void> {
  const {probe, clock} = loop;
  const periodMs = (probe.periodSeconds ?? 10) * 1000;
  let streak = {passed: true, length: 0};
  await clock.sleep((probe.initialDelaySeconds ?? 0) * 1000, signal);
  while (!signal.aborted) {
    const began = clock.now();
    const result = await loop.once(probe);
    if (signal.aborted) return;
    streak = {passed: result.passed, length: streak.passed === result.passed ? streak.length + 1 : 1};
    judge(result, streak.length, loop);
    await clock.sleep(Math.max(0, began + periodMs - clock.now()), signal);
  }
}

function judge({passed, message}: ProbeResult, inARow: number, {probe, failed, verdict}: ProbeLoop): void {
  if (!passed) failed(message);
  const threshold = passed ? (probe.successThreshold ?? 1) : (probe.failureThreshold ?? 3);
  if (inARow >= threshold) verdict(passed ? 'healthy' : 'unhealthy');
}
