import {messageOf} from '../../failure.js';
import type {Clock} from '../../runtime/clock.js';
import {chooseSource} from './choose-source.js';
import {containerLog} from './container-log.js';
import {runsNow, withLives} from './lives.js';
import {type SourceClocks, sourceClocks} from './source-clocks.js';
import type {NodeRef, Source} from './sources/source.js';
import type {PodReservation, UsageRecord} from './usage.js';

/** Reads the usage of a namespace's containers until the signal aborts. Nothing that goes wrong with it ends the run: it is noted. */
export interface UsageRecorder {
  /** All that is known until now. */
  record(): UsageRecord;
  /** Resolves when the usage is known until a moment (monotonic ms) of all that still runs, or the source has had its time to tell. */
  catchUp(until: number): Promise<void>;
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

/** A first answer whose times are no longer fresh for longer than this is by another clock. */
const OLDEST_MS = 20_000;
/** How much longer than its figures stay fresh a source is waited for, and when one is looked for again where there is none. */
const PATIENCE_MS = 15_000;
const CATCH_UP_MS = 100;

/** Starts reading at once. */
export function startUsage(ports: UsagePorts): UsageRecorder {
  const {pods, sources} = ports;
  const log = containerLog(pods.uidOf);
  const notes = new Set<string>();
  let current: Source | undefined;
  let clocks = sourceClocks(OLDEST_MS);

  const poll = async (source: Source): Promise<number> => {
    const nodes = source.scope === 'node' ? pods.nodes() : [{name: '', address: undefined}];
    const polled = await Promise.all(nodes.map(node => pollNode(source, node, {...ports, log, clocks, notes})));
    const ages = polled.filter(age => age !== undefined);
    // Where nothing runs, nothing can be out of date; where something does, to tell of nothing is no news.
    if (ages.length === 0) return pods.reservations().some(runsNow) ? Number.POSITIVE_INFINITY : 0;
    return Math.min(...ages);
  };
  const ended = follow(ports, notes, {
    use: source => {
      log.cut(ports.clock.now());
      current = source;
      clocks = sourceClocks(source.freshForMs + OLDEST_MS);
    },
    poll,
  });
  const recorder: UsageRecorder = {
    catchUp: async until => {
      const {clock, signal} = ports;
      const limit = clock.now() + (current?.lagMs ?? 0);
      while (clock.now() < limit && !isKnown(recorder.record().containers, until))
        await clock.sleep(CATCH_UP_MS, signal);
    },
    ended: ended.finally(() => Promise.all(sources.map(source => source.close()))),
    record: () => {
      const reservations = pods.reservations();
      return {
        source: current?.name,
        containers: withLives(log.all(), reservations, current?.name),
        reservations,
        notes: [...notes],
      };
    },
  };
  return recorder;
}

function isKnown(containers: UsageRecord['containers'], until: number): boolean {
  return containers.every(({endedAt, samples}) => endedAt !== undefined || (samples.at(-1)?.at ?? 0) >= until);
}

interface Polling {
  use(source: Source): void;
  /** Resolves with the age of the newest timestamp in ms. */
  poll(source: Source): Promise<number>;
}

/** Takes the best source that answers; one that tells nothing new is given up for the next, where another answers. */
async function follow(ports: UsagePorts, notes: Set<string>, polling: Polling): Promise<void> {
  const {clock, signal} = ports;
  let current: Source | undefined;
  try {
    for (;;) {
      const next = await nextSource(current, ports, notes);
      if (next !== undefined) polling.use(next);
      current = next ?? current;
      if (current === undefined) await clock.sleep(PATIENCE_MS, signal);
      else await pollUntilStale(current, {clock, signal, notes}, polling.poll);
    }
  } catch (error) {
    if (!signal.aborted) notes.add(messageOf(error));
  }
}

/** The best source after this one that answers; notes why there is none. */
async function nextSource(
  current: Source | undefined,
  {sources, clock, signal, pods}: UsagePorts,
  notes: Set<string>,
): Promise<Source | undefined> {
  const node = await firstNode(pods, clock, signal);
  const candidates = current === undefined ? sources : sources.slice(sources.indexOf(current) + 1);
  const {source, refusals} = await chooseSource(candidates, node, signal);
  if (source === undefined) for (const refusal of refusals) notes.add(refusal);
  return source;
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
  {clock, signal, notes}: Pick<UsagePorts, 'clock' | 'signal'> & {notes: Set<string>},
  poll: Polling['poll'],
): Promise<void> {
  let freshAt = clock.now();
  for (let next = clock.now(); ; next += source.everyMs) {
    await clock.sleep(next - clock.now(), signal);
    const age = await poll(source);
    if (age < source.freshForMs) freshAt = clock.now();
    // A poll that took longer than its turn is not made up for.
    if (clock.now() > next + source.everyMs) next = clock.now();
    const silence = clock.now() - freshAt;
    if (silence > source.freshForMs)
      notes.add(`${source.name} told nothing, or the same timestamps, for over ${source.freshForMs / 1000} s`);
    if (silence > source.freshForMs + PATIENCE_MS) return;
  }
}

interface Reader extends Pick<UsagePorts, 'clock' | 'signal'> {
  log: ReturnType<typeof containerLog>;
  clocks: SourceClocks;
  notes: Set<string>;
}

/** Reads one node and returns how old its newest timestamp is: infinitely where it can't be read, undefined where it told of nothing. */
async function pollNode(
  source: Source,
  node: NodeRef,
  {clock, signal, log, clocks, notes}: Reader,
): Promise<number | undefined> {
  try {
    const readings = await source.read(node, signal);
    if (source.caveat !== undefined) notes.add(source.caveat);
    const answeredAt = clock.now();
    const offset = answeredAt - clock.today().getTime();
    const newest = Math.max(...readings.map(({timestamp}) => timestamp));
    const isSilent = readings.length === 0;
    const shift = isSilent ? 0 : clocks.shiftOf(node.name, newest, {at: answeredAt, offset});
    if (shift !== 0)
      notes.add(
        `the clock of ${node.name || 'the source'} is not this machine's: times of its usage are those of the answers`,
      );
    log.take(node.name, readings, timestamp => timestamp + offset + shift);
    return isSilent ? undefined : answeredAt - newest - offset - shift;
  } catch (error) {
    if (!signal.aborted) notes.add(messageOf(error));
    return Number.POSITIVE_INFINITY;
  }
}
