import {adviceFor, adviceForStuck} from '../../../src/analysis/recovery-advice.js';
import type {PodEventKind} from '../../../src/measure/timeline.js';
import {aWorkloadTimeline, type PodStory} from '../../builders/a-workload-timeline.js';
import {REPLACED, split} from './a-recovery.js';

describe('the advice for a recovery', () => {
  it('names the longest part and what to change', () => {
    expect(adviceFor(split(REPLACED, 43.6)!)).toMatch(
      /^the longest part of new's return was "image pulled" with 8\.1 s: make the image smaller/,
    );
  });

  it('says how far a pod got that never came back', () => {
    const pods = {
      old: REPLACED.pods!.old!,
      new: [
        [30.5, 'created'],
        [30.7, 'scheduled'],
        [31, 'pulling', 'Pulling image "shop:1"'],
      ] as [number, PodEventKind, string?][],
    };
    expect(adviceForStuck(aWorkloadTimeline({pods}))).toMatch(
      /^new got as far as "pulling" \(Pulling image "shop:1"\): make the image smaller/,
    );
  });

  it('says when a pod is ready and stops being so', () => {
    const app: [number, PodEventKind][] = [
      [31, 'in-service'],
      [33, 'unready'],
      [33.1, 'out-of-service'],
    ];
    expect(adviceForStuck(aWorkloadTimeline({pods: {app}}))).toMatch(
      /^app got as far as "out-of-service": make the service start faster/,
    );
  });

  it.each<[string, PodStory]>([
    [
      'that were never open',
      [
        [30.5, 'created'],
        [31, 'started'],
        [32, 'containers-ready', {gates: ['x/lb', 'x/dns']}],
      ],
    ],
    [
      'that closed',
      [
        [32, 'unready', {gates: ['x/lb', 'x/dns']}],
        [32, 'out-of-service'],
      ],
    ],
  ])('names the readiness gates %s', (_, app) => {
    expect(adviceForStuck(aWorkloadTimeline({pods: {app}}))).toMatch(
      /^app got as far as ".*": its containers were ready, its readiness gates \(x\/lb, x\/dns\) were closed: see to/,
    );
  });

  it('blames no gate where a container ended behind it', () => {
    const app: PodStory = [
      [31, 'started'],
      [32, 'containers-ready', {gates: ['x/lb']}],
      [33, 'container-exited', 'app: exit code 1'],
    ];
    expect(adviceForStuck(aWorkloadTimeline({pods: {app}}))).toMatch(
      /^app got as far as "container-exited" \(app: exit code 1\): look at volumes/,
    );
  });

  it('says that a container was not started again', () => {
    const app: PodStory = [
      [30, 'container-exited', 'app: exit code 137'],
      [30.1, 'out-of-service'],
    ];
    expect(adviceForStuck(aWorkloadTimeline({pods: {app}}))).toMatch(
      /^app got as far as "out-of-service": look at volumes that are slow to mount and at containers that crash/,
    );
  });

  it('says of no pod that was not ready that it was', () => {
    const app: PodStory = [
      [30.5, 'created'],
      [31, 'started'],
      [32, 'containers-ready'],
    ];
    expect(adviceForStuck(aWorkloadTimeline({pods: {app}}))).toContain(
      'the containers were ready before the pod got traffic',
    );
  });

  it('says when no replacement came at all', () => {
    const pods = {old: REPLACED.pods!.old!};
    expect(adviceForStuck(aWorkloadTimeline({pods}))).toMatch(
      /^no replacement of the lost pod of Deployment\/checkout came/,
    );
  });

  it('says when the pods were there in time and did not stay', () => {
    expect(adviceForStuck(aWorkloadTimeline(REPLACED))).toMatch(
      /^the pods of Deployment\/checkout were in service at the deadline and did not stay so/,
    );
  });
});
