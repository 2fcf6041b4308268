import {messageOf} from '../../failure.js';
import type {Clock} from '../../runtime/clock.js';
import {chooseSource} from './choose-source.js';
import {containerLog} from './container-log.js';
import type {NodeRef, Source} from './sources/source.js';
import type {PodReservation, UsageRecord} from './usage.js';

/** Reads the usage of a namespace's containers until the signal aborts. Nothing that goes wrong with it ends the run: it is noted. */
export interface UsageRecorder {
  /** All that is known until now. */
  record(): UsageRecord;
  /** Resolves when it has ended. */
  ended: Promise<void>;
}

export interface UsagePorts {
  /** All sources, the best first. */
  sources: readonly Source[];
  clock: Clock;
  signal: AbortSignal;
  /** What the watch knows of the namespace's pods. */
  pods: {nodes(): NodeRef[]; reservations(): PodReservation[]; uidOf(pod: string): string | undefined};
}

/** A timestamp further from the poll than this is another machine's clock. */
const OLDEST_MS = 20_000;
const NEWEST_MS = 1_000;

/** Starts reading at once. */
export function startUsage(ports: UsagePorts): UsageRecorder {
  const {pods, sources} = ports;
  const log = containerLog(pods.uidOf);
  const notes = new Set<string>();
  let current: Source | undefined;

  const poll = async (source: Source): Promise<number> => {
    const nodes = source.scope === 'node' ? pods.nodes() : [{name: '', address: undefined}];
    const ages = await Promise.all(nodes.map(node => pollNode(source, node, ports, log, notes)));
    return Math.min(Number.POSITIVE_INFINITY, ...ages);
  };
  const ended = follow(ports, notes, {
    use: source => {
      current = source;
    },
    poll,
  });
  return {
    ended: ended.finally(() => Promise.all(sources.map(source => source.close()))),
    record: () => {
      const reservations = pods.reservations();
      const containers = log.all();
      return {
        source: current?.name,
        containers: [...containers, ...neverRead(reservations, new Set(containers.map(({podUid}) => podUid)))],
        reservations,
        notes: [...notes],
      };
    },
  };
}

interface Polling {
  use(source: Source | undefined): void;
  /** Resolves with the age of the newest timestamp in ms. */
  poll(source: Source): Promise<number>;
}

/** Takes the best source that answers; one whose timestamps stay the same is given up for the next. */
async function follow(
  {sources, clock, signal, pods}: UsagePorts,
  notes: Set<string>,
  {use, poll}: Polling,
): Promise<void> {
  try {
    let candidates = sources;
    while (candidates.length > 0) {
      const node = await firstNode(pods, clock, signal);
      const {source, refusals} = await chooseSource(candidates, node, signal);
      for (const refusal of refusals) if (source === undefined) notes.add(refusal);
      if (source === undefined) return;
      use(source);
      if (source.caveat !== undefined) notes.add(source.caveat);
      await pollUntilStale(source, {clock, signal}, poll);
      notes.add(`${source.name} told the same timestamps for ${source.freshForMs / 1000} s: given up`);
      candidates = candidates.slice(candidates.indexOf(source) + 1);
    }
    use(undefined);
  } catch (error) {
    if (!signal.aborted) notes.add(messageOf(error));
  }
}

async function firstNode(pods: UsagePorts['pods'], clock: Clock, signal: AbortSignal): Promise<NodeRef> {
  for (;;) {
    const [node] = pods.nodes();
    if (node !== undefined) return node;
    await clock.sleep(200, signal);
  }
}

async function pollUntilStale(
  source: Source,
  {clock, signal}: Pick<UsagePorts, 'clock' | 'signal'>,
  poll: Polling['poll'],
): Promise<void> {
  let freshAt = clock.now();
  for (let next = clock.now(); ; next += source.everyMs) {
    await clock.sleep(next - clock.now(), signal);
    const age = await poll(source);
    if (age < source.freshForMs) freshAt = clock.now();
    // A poll that took longer than its turn is not made up for.
    if (clock.now() > next + source.everyMs) next = clock.now();
    if (clock.now() - freshAt > source.freshForMs + 15_000) return;
  }
}

/** Reads one node and returns how old its newest timestamp is; infinitely old where it can't be read. */
async function pollNode(
  source: Source,
  node: NodeRef,
  {clock, signal}: UsagePorts,
  log: ReturnType<typeof containerLog>,
  notes: Set<string>,
): Promise<number> {
  try {
    const readings = await source.read(node, signal);
    const answeredAt = clock.now();
    const offset = answeredAt - clock.today().getTime();
    const newest = Math.max(...readings.map(({timestamp}) => timestamp + offset));
    const isSkewed =
      readings.length > 0 &&
      (newest > answeredAt + NEWEST_MS || newest < answeredAt - Math.max(OLDEST_MS, source.freshForMs + OLDEST_MS));
    if (isSkewed)
      notes.add(
        `the clock of ${node.name || 'the source'} is not this machine's: times of its usage are those of the answers`,
      );
    const shift = isSkewed ? answeredAt - newest : 0;
    log.take(node.name, readings, timestamp => timestamp + offset + shift);
    return readings.length === 0 ? 0 : answeredAt - newest - shift;
  } catch (error) {
    if (!signal.aborted) notes.add(messageOf(error));
    return Number.POSITIVE_INFINITY;
  }
}

/** Pods that lived between two polls: what they used isn't known, and lowers the coverage. */
function neverRead(
  reservations: readonly PodReservation[],
  read: ReadonlySet<string | undefined>,
): UsageRecord['containers'] {
  return reservations
    .filter(({uid}) => !read.has(uid))
    .map(({name, uid, from, to}) => ({
      pod: name,
      podUid: uid,
      container: '',
      node: '',
      startedAt: from,
      ...(to === undefined ? {} : {endedAt: to}),
      samples: [],
    }));
}
