import {exitedContainers} from '../../../src/measure/pod-exits.js';
import type {PodEvent} from '../../../src/measure/timeline.js';

const event = (what: PodEvent['what'], more: Partial<PodEvent> = {}): PodEvent => ({
  what,
  at: 0,
  notBefore: 0,
  ...more,
});

describe('exitedContainers', () => {
  it('names each container once, also where only its restarts were told', () => {
    const exit = {container: 'app', code: 3};
    const events = [
      event('ready'),
      event('container-exited', {exit, detail: 'app: exit code 3'}),
      event('container-exited', {exit}),
      event('container-exited', {detail: 'proxy: its exit was not seen, its restart was counted'}),
    ];
    expect(exitedContainers(events)).toEqual(['app', 'proxy']);
    expect(exitedContainers([event('unready')])).toEqual([]);
  });
});
