import type {PodEvent} from './timeline.js';

/** Names of the containers that were seen to end. */
export function exitedContainers(events: readonly PodEvent[]): string[] {
  const names = events
    .filter(({what}) => what === 'container-exited')
    .flatMap(({exit, detail}) => exit?.container ?? detail?.split(':')[0] ?? []);
  return [...new Set(names)];
}
