import type {Clock} from '../runtime/clock.js';
import type {StreamAnswer} from './transport.js';

/** Whole lines, and the moment at which the last of them was complete (monotonic ms). */
export interface Batch {
  lines: string[];
  at: number;
  /** The last moment at which the stream was alive and nothing of it was still on its way (monotonic ms). */
  wholeAt: number;
}

/** How a stream ended: by the server, by a lost connection or in the middle of a line, or by a silence that we didn't bear. */
export interface StreamEnd {
  end: 'closed' | 'broken' | 'silent';
  wholeAt: number;
}

/** Reads a stream as lines; its last part tells how it ended. `silenceMs` is asked again and again, since patience may change. */
export async function* readLines(
  body: StreamAnswer['body'],
  {clock, silenceMs}: {clock: Clock; silenceMs: () => number},
): AsyncGenerator<Batch | StreamEnd> {
  let heardAt = clock.now();
  let wholeAt = heardAt;
  let rest = '';
  const decoder = new TextDecoder();
  const chunks = body[Symbol.asyncIterator]();
  const watchdog = watchSilence({clock, silenceMs, heardAt: () => heardAt, silent: () => body.destroy()});
  try {
    for (;;) {
      const chunk = await nextChunk(chunks);
      if (watchdog.barked()) return yield {end: 'silent', wholeAt};
      if (chunk === 'lost' || (chunk === 'end' && rest !== '')) return yield {end: 'broken', wholeAt};
      heardAt = clock.now();
      if (chunk === 'end') return yield {end: 'closed', wholeAt: heardAt};
      const lines = (rest + decoder.decode(chunk, {stream: true})).split('\n');
      rest = lines.pop() ?? '';
      if (rest === '') wholeAt = heardAt;
      yield {lines: lines.filter(line => line.trim() !== ''), at: heardAt, wholeAt};
    }
  } finally {
    watchdog.stop();
    body.destroy();
  }
}

async function nextChunk(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array | 'end' | 'lost'> {
  try {
    const {done, value} = await chunks.next();
    return done ? 'end' : value;
  } catch {
    return 'lost';
  }
}

/** TCP alone takes many minutes to notice a peer that is gone without a word. */
function watchSilence(options: {clock: Clock; silenceMs: () => number; heardAt: () => number; silent: () => void}) {
  const {clock, silenceMs, heardAt, silent} = options;
  const stop = new AbortController();
  let barked = false;
  const patrol = async (): Promise<void> => {
    for (;;) {
      const left = heardAt() + silenceMs() - clock.now();
      if (left <= 0) break;
      await clock.sleep(left, stop.signal);
    }
    barked = true;
    silent();
  };
  patrol().catch(() => {});
  return {stop: () => stop.abort(), barked: () => barked};
}
