import {spawn, spawnSync} from 'node:child_process';
import {createInterface} from 'node:readline';
import {setTimeout as sleep} from 'node:timers/promises';

/** When a pod was asked, by its own word. */
export interface AttemptCount {
  /** Between two moments, in ms since 1970. */
  within(from: number, to: number): number;
  stop(): Promise<void>;
}

/** Follows the log of the only pod with a label `app`, in a namespace of the gate's that it waits for: the time of an attempt in each line. */
export function countAttempts(app: string): AttemptCount {
  const times: number[] = [];
  const stopping = new AbortController();
  const ended = (async () => {
    const args = ['get', 'pods', '-A', '-l', `app=${app}`, '--field-selector=status.phase=Running', '-o'];
    const where = 'jsonpath={.items[*].metadata.namespace} {.items[*].metadata.name}';
    let namespace = '';
    let name: string | undefined = '';
    while (!namespace.startsWith('gate-') && !stopping.signal.aborted) {
      await sleep(500);
      [namespace = '', name = ''] = spawnSync('kubectl', [...args, where], {encoding: 'utf8'}).stdout.split(' ');
    }
    if (stopping.signal.aborted) return;
    const log = spawn('kubectl', ['logs', '--follow', '-n', namespace, name], {stdio: ['ignore', 'pipe', 'inherit']});
    stopping.signal.addEventListener('abort', () => log.kill());
    createInterface(log.stdout).on('line', line => times.push(Number(line)));
    await new Promise(resolve => log.once('close', resolve));
  })();
  return {
    within: (from, to) => times.filter(time => time >= from && time < to).length,
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
