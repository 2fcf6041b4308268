import {cpuThrottling} from '../../../../src/analysis/diagnosis/rules/cpu-throttling.js';
import {crashLoop} from '../../../../src/analysis/diagnosis/rules/crash-loop.js';
import {killBackOff} from '../../../../src/analysis/diagnosis/rules/kill-back-off.js';
import {outOfMemory} from '../../../../src/analysis/diagnosis/rules/out-of-memory.js';
import type {PodStory} from '../../../builders/a-workload-timeline.js';
import {aContainer, type FactsStory, someFacts} from '../../../builders/some-facts.js';
import {at} from '../../../builders/some-samples.js';

describe('cpu-throttling', () => {
  /** Counters at a second: [second, periods, throttled]. */
  const throttled = (samples: [number, number, number][], story: FactsStory = {}) =>
    cpuThrottling.diagnose(
      someFacts({
        pods: {steady: [[5, 'ready']]},
        recoveredAt: 30.5,
        specs: {steady: {containers: [aContainer({cpuLimit: '50m'})]}},
        circumstances: {
          throttling: [
            {
              podUid: 'uid-steady',
              samples: samples.map(([second, periods, count]) => ({at: at(second), periods, throttled: count})),
            },
          ],
        },
        ...story,
      }),
    );

  it('tells the share of the periods in which the quota was used up, and the limit', () => {
    expect(
      throttled([
        [6, 100, 80],
        [26, 300, 230],
      ]),
    ).toMatchObject({
      severity: 'high',
      what: 'steady had used up its CPU quota in 75 % of the 100 ms periods (150 of 200), at resources.limits.cpu: 50m',
      fix: expect.stringContaining('raise resources.limits.cpu (it is 50m)'),
    });
  });

  it('says what to know of the way it was read', () => {
    const sample = (second: number, count: number) => ({at: at(second), periods: count, throttled: count});
    const throttling = [{podUid: 'uid-steady', samples: [sample(6, 0), sample(26, 100)]}];
    expect(throttled([], {circumstances: {throttling, throttlingCaveat: 'not verified'}})?.what).toMatch(
      /at resources\.limits\.cpu: 50m; not verified$/,
    );
  });

  it.each<[string, [number, number, number][]]>([
    [
      'a few throttled periods of a start',
      [
        [6, 100, 0],
        [26, 140, 30],
      ],
    ],
    [
      'a small share',
      [
        [6, 100, 0],
        [26, 300, 40],
      ],
    ],
    [
      'what was before the baseline',
      [
        [1, 0, 0],
        [4, 300, 200],
      ],
    ],
    ['a single sample', [[20, 300, 200]]],
  ])('says nothing of %s', (_, samples) => {
    expect(throttled(samples)).toBeUndefined();
  });

  it('counts a new pod from its start on', () => {
    expect(throttled([[40, 100, 60]], {pods: {steady: [[30.2, 'created']]}})).toMatchObject({severity: 'high'});
  });

  it('leaves out what a fault that burns CPU did', () => {
    expect(
      throttled(
        [
          [6, 100, 0],
          [26, 200, 0],
          [45, 400, 200],
        ],
        {quietUntil: 30},
      ),
    ).toBeUndefined();
    expect(
      throttled([
        [6, 100, 0],
        [26, 200, 0],
        [45, 400, 200],
      ]),
    ).toBeDefined();
  });
});

function withExits(reason: string | undefined, code: number, story: Partial<FactsStory> = {}) {
  const pod: PodStory = [
    [30.1, 'created'],
    [30.5, 'started'],
    [31, 'container-exited'],
    [31.5, 'started'],
    [32, 'container-exited'],
    [42, 'started'],
    [43, 'ready'],
    [43, 'in-service'],
  ];
  const facts = someFacts({
    pods: {new: pod},
    serving: [
      [30, 0],
      [43, 1],
    ],
    recoveredAt: 43,
    specs: {new: {containers: [aContainer({memoryLimit: '32Mi'})]}},
    ...story,
  });
  for (const event of facts.timeline.pods[0]?.events ?? [])
    if (event.what === 'container-exited')
      event.exit = {container: 'app', code, ...(reason === undefined ? {} : {reason})};
  return facts;
}

describe('out-of-memory', () => {
  it('tells how often, and at which limit', () => {
    expect(outOfMemory.diagnose(withExits('OOMKilled', 137))).toMatchObject({
      severity: 'high',
      what: 'container app of new was killed 2 times for want of memory (OOMKilled, exit code 137) at resources.limits.memory: 32Mi',
      fix: expect.stringContaining('raise resources.limits.memory of container app (it is 32Mi)'),
    });
  });

  it('says nothing of other ends', () => {
    expect(outOfMemory.diagnose(withExits('Error', 137))).toBeUndefined();
  });
});

describe('crash-loop', () => {
  it('counts the crashes, and tells of the back-off', () => {
    const news: FactsStory['news'] = [[32.5, 'new', 'BackOff', 'Back-off restarting failed container app in pod new']];
    expect(crashLoop.diagnose(withExits('Error', 3, {news}))).toMatchObject({
      severity: 'high',
      what: expect.stringMatching(
        /^container app of new ended 2 times \(exit code 3\) in the 13\.0 s of its recovery; the kubelet waits/,
      ),
      fix: expect.stringContaining('spec.initContainers'),
    });
  });

  it('leaves ends for want of memory to their own rule', () => {
    expect(crashLoop.diagnose(withExits('OOMKilled', 137))).toBeUndefined();
  });
});

describe('the ends that are the fault’s own', () => {
  const heldBack: FactsStory['news'] = [
    [30.4, 'app', 'BackOff', 'Back-off restarting failed container app in pod app'],
  ];
  /** The container `app` ends at each of the seconds, and is started again. */
  const killed = (seconds: number[], story: Partial<FactsStory> = {}) => {
    const back = seconds.at(-1)! + 10.2;
    const lives = seconds.flatMap(
      (second): PodStory => [
        [second, 'container-exited'],
        [second, 'out-of-service'],
        [second + 10.2, 'started', 'app'],
      ],
    );
    const facts = someFacts({
      pods: {app: [...lives, [back + 1, 'ready'], [back + 1, 'in-service']]},
      serving: [
        [30, 0],
        [back + 1, 1],
      ],
      recoveredAt: back + 1,
      killed: ['app'],
      news: heldBack,
      ...story,
    });
    for (const event of facts.slowest?.pod.events ?? [])
      if (event.what === 'container-exited') event.exit = {container: 'app', code: 137, reason: 'Error'};
    return facts;
  };

  it('are no crash loop, but what the kubelet holds a container back for', () => {
    const facts = killed([30]);
    expect(crashLoop.diagnose(facts)).toBeUndefined();
    expect(killBackOff.diagnose(facts)).toMatchObject({
      severity: 'high',
      seconds: expect.closeTo(10.2, 5),
      what: expect.stringMatching(
        /^the kubelet held back container app for 10\.2 s of the 11\.2 s that app took to come back/,
      ),
      fix: expect.stringContaining('podKill'),
    });
  });

  it('are told where the container was not started again at all', () => {
    const facts = killed([30], {
      recoveredAt: undefined,
      pods: {
        app: [
          [30, 'container-exited'],
          [30.1, 'out-of-service'],
        ],
      },
    });
    expect(crashLoop.diagnose(facts)).toBeUndefined();
    expect(killBackOff.diagnose(facts)?.what).toMatch(/for 20\.0 s of the 20\.0 s in which app did not come back/);
  });

  it('do not hide those that come after the restart', () => {
    const facts = killed([30, 41]);
    expect(crashLoop.diagnose(facts)?.what).toMatch(/^container app of app ended once \(exit code 137\)/);
    expect(killBackOff.diagnose(facts)).toBeUndefined();
  });

  it('are none where the fault ends no containers, and cost nothing where none was held back', () => {
    expect(crashLoop.diagnose(killed([30], {killed: []}))).toBeDefined();
    expect(killBackOff.diagnose(killed([30], {killed: []}))).toBeUndefined();
    expect(killBackOff.diagnose(killed([30], {news: []}))).toBeUndefined();
  });
});
