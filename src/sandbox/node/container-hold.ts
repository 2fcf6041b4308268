import type {Clock} from '../../runtime/clock.js';

/** What keeps a container from its next start. */
export interface Hold {
  /** Why no process is to start; undefined where none is kept from it. */
  reason(): string | undefined;
  /** Holds for a reason, or releases; ends the pause under way. */
  set(reason: string | undefined): void;
  /** Waits so many ms, or less where the hold changes or the container's life ends. */
  pause(ms: number): Promise<void>;
}

/** Holds nothing yet; `life` aborts with the end of the container. */
export function createHold(clock: Clock, life: AbortSignal): Hold {
  let held: string | undefined;
  let wake = new AbortController();
  return {
    reason: () => held,
    set: reason => {
      held = reason;
      wake.abort();
      wake = new AbortController();
    },
    pause: ms => clock.sleep(ms, AbortSignal.any([life, wake.signal])).catch(() => {}),
  };
}
