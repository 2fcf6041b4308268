import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';

/** When pods of an app were created, and over or deleted, by the API server's own word, while it is recorded. */
export interface PodLives {
  /** Pod-seconds beyond `usual` pods between the creation of the first pod beyond them and the last one's end. */
  secondsBeyond(usual: number): number;
  /** How many pods there were at the same time at most. */
  most(): number;
  stop(): Promise<void>;
}

interface Change {
  at: number;
  by: 1 | -1;
}

/** Watches the pods with a label `app` in the namespaces of a spec's runs with kubectl, apart from the gate. */
export function recordPodLives(app: string, spec: string): PodLives {
  const line = '{.type} {.object.metadata.namespace} {.object.metadata.name} {.object.status.phase}{"\\n"}';
  const args = ['get', 'pods', '-A', '-l', `app=${app}`, '--watch', '--output-watch-events', '-o', `jsonpath=${line}`];
  const watch = spawn('kubectl', args, {stdio: ['ignore', 'pipe', 'inherit']});
  const closed = new Promise(resolve => watch.once('close', resolve));
  const alive = new Set<string>();
  const ended = new Set<string>();
  const changes: Change[] = [];
  createInterface(watch.stdout).on('line', text => {
    const [event, namespace, name, phase = ''] = text.split(' ');
    if (!namespace?.startsWith(`gate-${spec}-`) || name === undefined) return;
    // A pod whose containers have ended holds nothing of its node any more, though it is still there for a moment.
    const isOver = event === 'DELETED' || ['Succeeded', 'Failed'].includes(phase);
    if (isOver ? !alive.delete(name) : alive.has(name) || ended.has(name)) return;
    (isOver ? ended : alive).add(name);
    changes.push({at: Date.now(), by: isOver ? -1 : 1});
  });
  const levels = (): {at: number; count: number}[] => {
    let count = 0;
    return changes.map(({at, by}) => {
      count += by;
      return {at, count};
    });
  };
  return {
    secondsBeyond: usual => {
      const steps = levels();
      return steps.reduce((sum, {at, count}, index) => {
        const until = steps[index + 1]?.at ?? at;
        return sum + (Math.max(0, count - usual) * (until - at)) / 1000;
      }, 0);
    },
    most: () => Math.max(0, ...levels().map(({count}) => count)),
    stop: async () => {
      watch.kill();
      await closed;
    },
  };
}
