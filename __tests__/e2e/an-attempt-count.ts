import {spawn, spawnSync} from 'node:child_process';
import {createInterface} from 'node:readline';
import {setTimeout as sleep} from 'node:timers/promises';

/** When a pod was asked, by its own word. */
export interface AttemptCount {
  /** Between two moments, in ms since 1970. */
  within(from: number, to: number): number;
  stop(): Promise<void>;
}

/** Waits for a pod with a label `app`, in a namespace that begins like this, and follows its log: the time of an attempt in each line. */
export function countAttempts(app: string, namespacePrefix: string): AttemptCount {
  const times: number[] = [];
  const stopping = new AbortController();
  const ended = (async () => {
    const args = ['get', 'pods', '-A', '-l', `app=${app}`, '--field-selector=status.phase=Running', '-o'];
    const where = 'jsonpath={range .items[*]}{.metadata.namespace} {.metadata.name}{"\\n"}{end}';
    let found: string | undefined;
    while (found === undefined && !stopping.signal.aborted) {
      await sleep(500);
      const lines = spawnSync('kubectl', [...args, where], {encoding: 'utf8'}).stdout.split('\n');
      found = lines.find(line => line.startsWith(namespacePrefix));
    }
    if (found === undefined || stopping.signal.aborted) return;
    const [namespace = '', name = ''] = found.split(' ');
    const log = spawn('kubectl', ['logs', '--follow', '-n', namespace, name], {stdio: ['ignore', 'pipe', 'inherit']});
    stopping.signal.addEventListener('abort', () => log.kill());
    createInterface(log.stdout).on('line', line => times.push(Number(line)));
    await new Promise((resolve, reject) => log.once('close', resolve).once('error', reject));
  })();
  ended.catch(() => {}); // `stop` tells of it
  return {
    within: (from, to) => times.filter(time => time >= from && time < to).length,
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
