import type {UsagePorts} from '../../../../src/measure/usage/recorder.js';
import type {Reading, Source} from '../../../../src/measure/usage/sources/source.js';
import type {fakeClock} from '../../../fakes/fake-clock.js';

/** The pod `p` on the node `n`. */
export const pods: UsagePorts['pods'] = {
  nodes: () => [{name: 'n', address: undefined}],
  reservations: () => [],
  uidOf: () => 'u',
};

/** A source that tells nothing. */
export function aSource(change: Partial<Source> = {}): Source {
  return {
    name: 'node-proxy',
    scope: 'node',
    everyMs: 1_000,
    freshForMs: 5_000,
    lagMs: 3_000,
    refusal: async () => undefined,
    read: async () => [],
    close: async () => {},
    ...change,
  };
}

/** Half a core, by the fake clock's calendar time; or as it was at another time. */
export const halfACore =
  (clock: ReturnType<typeof fakeClock>, time = clock.now) =>
  async (): Promise<Reading[]> => {
    const timestamp = clock.today().getTime() - clock.now() + time();
    return [{pod: 'p', container: 'c', timestamp, cpuSeconds: clock.now() / 2000, memoryBytes: 7}];
  };
