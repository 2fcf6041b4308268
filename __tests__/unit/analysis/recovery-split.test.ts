import fc from 'fast-check';
import type {PodEventKind} from '../../../src/measure/timeline.js';
import type {PodStory, WorkloadStory} from '../../builders/a-workload-timeline.js';
import {REPLACED, split} from './a-recovery.js';

function lengths(story: WorkloadStory, recoveredAt: number, origin?: number): Record<string, number> {
  const parts = split(story, recoveredAt, origin)?.parts ?? [];
  return Object.fromEntries(parts.map(({part, seconds}) => [part, Number(seconds.toFixed(3))]));
}

describe('the split of a recovery', () => {
  it('follows the replacement step by step', () => {
    expect(lengths(REPLACED, 43.6)).toEqual({
      noticed: 0.2,
      created: 0.3,
      scheduled: 0.2,
      'image pulled': 8.1,
      'init done': 0.1,
      started: 0.5,
      ready: 4,
      'in service': 0.2,
    });
    expect(split(REPLACED, 43.6)).toMatchObject({pod: 'new', longest: 'image pulled'});
  });

  it('allows for how late the watch saw each step', () => {
    const parts = split(REPLACED, 43.6)?.parts ?? [];
    expect(parts.find(({part}) => part === 'ready')?.uncertainty).toBeCloseTo(0.02);
  });

  it('merges steps that were not seen into the next one', () => {
    const pods = {
      old: REPLACED.pods!.old!,
      new: [
        [30.5, 'created'],
        [30.7, 'scheduled'],
        [33, 'started'],
        [34, 'ready'],
      ] as [number, PodEventKind][],
    };
    const parts = lengths({pods, hasService: false}, 34);
    expect(parts).toEqual({noticed: 0.2, created: 0.3, scheduled: 0.2, started: 2.3, ready: 1});
  });

  it('follows a container that was restarted in place', () => {
    const app: [number, PodEventKind][] = [
      [30, 'container-exited'],
      [30.1, 'unready'],
      [30.2, 'out-of-service'],
      [40, 'started'],
      [42, 'ready'],
      [42.1, 'in-service'],
    ];
    expect(lengths({pods: {app}}, 42.1)).toEqual({noticed: 0, started: 10, ready: 2, 'in service': 0.1});
  });

  it('adds up the attempts of a container that crashes on its way', () => {
    const app: [number, PodEventKind][] = [
      [31, 'container-exited'],
      [32, 'started'],
      [33, 'container-exited'],
      [43, 'started'],
      [44, 'ready'],
      [44, 'in-service'],
    ];
    expect(lengths({pods: {app}}, 44)).toEqual({noticed: 1, started: 12, ready: 1, 'in service': 0});
  });

  it('counts what readiness gates wait for to the way into service', () => {
    const gated: PodStory = [
      [31, 'created'],
      [32, 'started'],
      [33, 'containers-ready', {gates: ['x/lb']}],
      [39, 'ready'],
      [39.5, 'in-service'],
    ];
    const parts = {noticed: 0, created: 1, started: 1, ready: 1, 'in service': 6.5};
    expect(lengths({pods: {gated}}, 39.5)).toEqual(parts);
  });

  it.each<[string, PodStory, Record<string, number>]>([
    [
      'of which only a gate closed, and opened again, to the way into service',
      [[30.2, 'unready', {gates: ['x/lb']}]],
      {noticed: 0.2, 'in service': 8},
    ],
    [
      'of which the containers were unready, too, to both',
      [
        [30.2, 'unready'],
        [33.2, 'containers-ready', {gates: ['x/lb']}],
      ],
      {noticed: 0.2, ready: 3, 'in service': 5},
    ],
    [
      'of which the gates were open to its own start',
      [
        [30.2, 'unready'],
        [37.9, 'containers-ready'],
      ],
      {noticed: 0.2, ready: 7.8, 'in service': 0.2},
    ],
    [
      'of which the gates opened while its containers were unready again to its own start',
      [
        [30.2, 'unready', {gates: ['x/lb']}],
        [37.8, 'containers-ready'],
      ],
      {noticed: 0.2, ready: 7.8, 'in service': 0.2},
    ],
  ])('counts the return of a pod %s', (_, loss, parts) => {
    const app: PodStory = [...loss, [38, 'ready'], [38.2, 'in-service']];
    expect(lengths({pods: {app}}, 38.2)).toEqual(parts);
  });

  it('follows a pod that was only unready', () => {
    const app: [number, PodEventKind][] = [
      [35, 'unready'],
      [35.1, 'out-of-service'],
      [50, 'ready'],
      [50.2, 'in-service'],
    ];
    expect(lengths({pods: {app}}, 50.2, 45)).toEqual({noticed: 0, ready: 5, 'in service': 0.2});
  });

  it('follows the pod that came back last', () => {
    const pods = {
      a: [
        [30.1, 'created'],
        [33, 'in-service'],
      ] as [number, PodEventKind][],
      b: [
        [30.1, 'created'],
        [35, 'in-service'],
      ] as [number, PodEventKind][],
      c: [
        [30.1, 'created'],
        [70, 'in-service'],
      ] as [number, PodEventKind][],
    };
    expect(split({pods}, 35)?.pod).toBe('b');
  });

  it('begins before the loss was seen when the replacement came first, as in a rolling update', () => {
    const pods = {
      old: [[36, 'terminating']] as [number, PodEventKind][],
      new: [
        [30.2, 'created'],
        [37, 'in-service'],
      ] as [number, PodEventKind][],
    };
    expect(lengths({pods}, 37)).toEqual({noticed: 0.2, created: 0, 'in service': 6.8});
  });

  it('is none where no pod was lost', () => {
    expect(split({}, 30)).toBeUndefined();
    expect(split(REPLACED, 30)).toBeUndefined();
  });

  it('sums up to the whole, whatever was seen when', () => {
    const kinds: PodEventKind[] = [
      'created',
      'scheduled',
      'pulling',
      'pulled',
      'initialized',
      'started',
      'ready',
      'unready',
      'out-of-service',
      'container-exited',
      'terminating',
      'gone',
    ];
    const event = fc.tuple(fc.double({min: 25, max: 60, noNaN: true}), fc.constantFrom(...kinds));
    fc.assert(
      fc.property(fc.array(event), fc.array(event), fc.boolean(), (old, events, hasService) => {
        const back: [number, PodEventKind] = [45, hasService ? 'in-service' : 'ready'];
        const found = split({hasService, pods: {old, new: [...events, back]}}, 45);
        const sum = (found?.parts ?? []).reduce((total, {seconds}) => total + seconds, 0);
        expect(sum).toBeCloseTo(15, 6);
        expect(found?.parts.every(({seconds}) => seconds >= 0)).toBe(true);
      }),
    );
  });
});
