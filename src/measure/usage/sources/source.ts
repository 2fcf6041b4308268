import type {UsageSource} from '../usage.js';

/** What a source says of a container at a moment. */
export interface Reading {
  pod: string;
  /** Where the source tells it; else the watch says which pod bears the name. */
  podUid?: string;
  container: string;
  /** The source's timestamp: Unix time in ms. */
  timestamp: number;
  /** Seconds since the container's start, or since any other moment that stays the same: only differences count. */
  cpuSeconds: number;
  memoryBytes: number;
  /** Unix time in ms at which the container started and the counter was 0. */
  startedAt?: number;
}

/** A node, and the address at which its pods say that it is. */
export interface NodeRef {
  name: string;
  address: string | undefined;
}

/** A place to read the usage of a namespace's containers from. */
export interface Source {
  readonly name: UsageSource;
  /** Read once for each node, or once for the namespace. */
  readonly scope: 'node' | 'namespace';
  /** How often to read it, and how long its newest timestamp may stay the same, in ms. */
  readonly everyMs: number;
  readonly freshForMs: number;
  /** After how long at most it tells of a moment, in ms. */
  readonly lagMs: number;
  /** Why it can't be used at all, with what to do about it; undefined when it may be tried. */
  refusal(signal: AbortSignal): Promise<string | undefined>;
  /** What runs now. Throws with a sentence when it can't be had. */
  read(node: NodeRef, signal: AbortSignal): Promise<Reading[]>;
  /** What people should know of the way it was read. */
  readonly caveat?: string | undefined;
  close(): Promise<void>;
}
