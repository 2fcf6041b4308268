import {imagePull} from '../../../../src/analysis/diagnosis/rules/image-pull.js';
import {initContainers} from '../../../../src/analysis/diagnosis/rules/init-containers.js';
import {probeSettings} from '../../../../src/analysis/diagnosis/rules/probe-settings.js';
import {slowStart} from '../../../../src/analysis/diagnosis/rules/slow-start.js';
import {unschedulable} from '../../../../src/analysis/diagnosis/rules/unschedulable.js';
import type {PodStory} from '../../../builders/a-workload-timeline.js';
import {aContainer, type FactsStory, someFacts} from '../../../builders/some-facts.js';
import {at} from '../../../builders/some-samples.js';

/** The old pod goes at second 30; the new one is back at the last second of its story. */
function replaced(story: PodStory, change: FactsStory = {}): FactsStory {
  const back = story.find(([, what]) => what === 'in-service')?.[0];
  return {
    pods: {
      old: [
        [30, 'out-of-service'],
        [30, 'gone'],
      ],
      new: story,
    },
    serving: [[30, 0], ...(back === undefined ? [] : ([[back, 1]] as [number, number][]))],
    ...(back === undefined ? {} : {recoveredAt: back}),
    ...change,
  };
}

const FAST: PodStory = [
  [30.1, 'created'],
  [30.1, 'scheduled'],
  [30.2, 'initialized'],
  [30.6, 'started'],
  [31.4, 'ready'],
  [31.4, 'in-service'],
];

describe('the rules about a start', () => {
  it.each([imagePull, unschedulable, initContainers, probeSettings, slowStart])(
    'says nothing of a healthy one: $name',
    rule => {
      expect(rule.diagnose(someFacts(replaced(FAST)))).toBeUndefined();
    },
  );

  it('names an image that was pulled for most of the time, with its size and the policy', () => {
    const story: PodStory = [
      [30.1, 'created'],
      [30.1, 'scheduled'],
      [30.2, 'pulling'],
      [42.2, 'pulled'],
      [42.5, 'started'],
      [43.5, 'ready'],
      [43.5, 'in-service'],
    ];
    const facts = someFacts(
      replaced(story, {
        specs: {new: {containers: [aContainer({pullPolicy: 'Always'})]}},
        news: [[42.2, 'new', 'Pulled', 'Successfully pulled image "shop:1" in 12s. Image size: 512000000 bytes.']],
      }),
    );
    expect(imagePull.diagnose(facts)).toMatchObject({
      severity: 'high',
      seconds: expect.closeTo(12.1, 5),
      what: 'pulling the image took 12.1 s of the 13.5 s that new took to come back (512 MB)',
      fix: expect.stringContaining('imagePullPolicy: IfNotPresent for container app (it is Always)'),
    });
  });

  it('names an image that could not be pulled, with the reason and not with the back-off', () => {
    const message = 'Failed to pull image "shop:2": not found';
    const facts = someFacts(
      replaced(
        [
          [30.1, 'created'],
          [30.1, 'scheduled'],
          [30.3, 'pulling'],
        ],
        {
          news: [
            [31, 'new', 'Failed', message],
            [31, 'new', 'Failed', 'Error: ErrImagePull'],
            [32, 'new', 'BackOff', 'Back-off pulling image "shop:2"'],
            [32, 'new', 'Failed', 'Error: ImagePullBackOff'],
          ],
        },
      ),
    );
    expect(imagePull.diagnose(facts)).toMatchObject({
      severity: 'high',
      seconds: 20,
      what: `new could not pull its image: ${message}`,
    });
  });

  it('says which resource is missing, and how much of it', () => {
    const facts = someFacts(
      replaced([[30.1, 'created']], {
        news: [
          [
            30.2,
            'new',
            'FailedScheduling',
            '0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory. preemption: 0/1 nodes are available.',
          ],
        ],
        circumstances: {
          shortages: [
            {podUid: 'uid-new', resource: 'cpu', asked: 2, free: 0.4},
            {podUid: 'uid-new', resource: 'memory', asked: 2 ** 30, free: 2 ** 29},
            {podUid: 'uid-other', resource: 'cpu', asked: 7, free: 0},
          ],
        },
      }),
    );
    const cause = unschedulable.diagnose(facts);
    expect(cause).toMatchObject({severity: 'high', fix: expect.stringContaining('resources.requests')});
    expect(cause?.what).toBe(
      'no node took new for 19.9 s of the 20.0 s in which new did not come back: 0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory; ' +
        'it asks for cpu 2, and the node with the most room had 0.4: 1.6 is missing; ' +
        'it asks for memory 1024Mi, and the node with the most room had 512Mi: 512Mi is missing',
    );
  });

  it.each([
    ["1 node(s) didn't match pod anti-affinity rules", 'podAntiAffinity'],
    ["1 node(s) didn't match Pod's node affinity/selector", 'nodeSelector'],
    ["1 node(s) didn't match pod topology spread constraints", 'ScheduleAnyway'],
    ['1 node(s) had untolerated taint {a: b}', 'tolerations'],
    ["1 node(s) didn't have free ports for the requested pod ports", 'hostPort'],
    ['1 node(s) had volume node affinity conflict', 'volume'],
  ])('finds what to change where %s', (message, field) => {
    const facts = someFacts(
      replaced([[30.1, 'created']], {
        news: [[30.2, 'new', 'FailedScheduling', `0/1 nodes are available: ${message}.`]],
      }),
    );
    expect(unschedulable.diagnose(facts)?.fix).toContain(field);
  });

  it('names the init containers and how long each took', () => {
    const story: PodStory = [
      [30.1, 'created'],
      [30.1, 'scheduled'],
      [34.6, 'initialized'],
      [35, 'started'],
      [36, 'ready'],
      [36, 'in-service'],
    ];
    const inits = [
      {name: 'copy', seconds: 0},
      {name: 'wait-for-db', seconds: 4},
    ];
    expect(initContainers.diagnose(someFacts(replaced(story, {specs: {new: {initContainers: inits}}})))).toMatchObject({
      severity: 'high',
      what: 'init containers took 4.5 s of the 6.0 s that new took to come back (copy 0.0 s, wait-for-db 4.0 s)',
      fix: expect.stringContaining('spec.initContainers[wait-for-db]'),
    });
  });

  it.each([
    [
      'that ran beside the others',
      [
        {name: 'proxy', isSidecar: true as const},
        {name: 'migrate', seconds: 4},
      ],
      / \(migrate 4\.0 s\)$/,
      /^move the work of spec\.initContainers\[migrate\]/,
    ],
    [
      'that the others waited for',
      [
        {name: 'proxy', isSidecar: true as const},
        {name: 'migrate', seconds: 0},
      ],
      / \(migrate 0\.0 s\)$/,
      /^let the sidecar spec\.initContainers\[proxy\] start faster/,
    ],
    [
      'that was alone',
      [{name: 'proxy', isSidecar: true as const}],
      / took to come back$/,
      /^let the sidecar spec\.initContainers\[proxy\] start faster/,
    ],
  ])('holds no end against a sidecar %s', (_, inits, what, fix) => {
    const story: PodStory = [
      [30.1, 'created'],
      [30.1, 'scheduled'],
      [34.6, 'initialized'],
      [36, 'ready'],
      [36, 'in-service'],
    ];
    expect(initContainers.diagnose(someFacts(replaced(story, {specs: {new: {initContainers: inits}}})))).toMatchObject({
      what: expect.stringMatching(what),
      fix: expect.stringMatching(fix),
    });
  });
});

describe('the rules about readiness', () => {
  const readyAfter = (seconds: number): PodStory => [
    [30.1, 'created'],
    [30.2, 'initialized'],
    [30.6, 'started'],
    [30.6 + seconds, 'ready'],
    [30.6 + seconds, 'in-service'],
  ];

  it('puts a first probe that passed late down to its delay', () => {
    const containers = [aContainer({readiness: {initialDelay: 7, period: 5}})];
    const facts = someFacts(replaced(readyAfter(7.3), {specs: {new: {containers}}}));
    expect(probeSettings.diagnose(facts)).toMatchObject({
      severity: 'high',
      seconds: 7,
      what: 'the first probe passed, 7.3 s after the start of container app: readinessProbe.initialDelaySeconds: 7 costs up to 7.0 s of the 7.9 s that new took to come back',
      fix: expect.stringMatching(
        /^set readinessProbe\.initialDelaySeconds: 0 and readinessProbe\.periodSeconds: 1 of container app/,
      ),
    });
    expect(slowStart.diagnose(facts)).toBeUndefined();
  });

  it('puts the gap between the last failed probe and the one that passed down to the period', () => {
    const containers = [aContainer({readiness: {initialDelay: 0, period: 10}})];
    const news: FactsStory['news'] = [[30.7, 'new', 'Unhealthy', 'Readiness probe failed: connection refused']];
    const facts = someFacts(replaced(readyAfter(10.1), {specs: {new: {containers}}, news}));
    expect(probeSettings.diagnose(facts)).toMatchObject({
      seconds: expect.closeTo(10, 5),
      what: expect.stringContaining('readinessProbe.periodSeconds: 10 costs up to 10.0 s of the 10.7 s'),
    });
    expect(slowStart.diagnose(facts)).toBeUndefined();
  });

  it('blames the startup probe where that waits longer', () => {
    const containers = [aContainer({startup: {initialDelay: 5, period: 3}})];
    const facts = someFacts(replaced(readyAfter(5.1), {specs: {new: {containers}}}));
    expect(probeSettings.diagnose(facts)).toMatchObject({
      what: expect.stringContaining('startupProbe.initialDelaySeconds: 5'),
      fix: expect.stringContaining('set startupProbe.initialDelaySeconds: 0 and startupProbe.periodSeconds: 1'),
    });
  });

  it('blames the service where probes failed until shortly before', () => {
    const news: FactsStory['news'] = Array.from({length: 8}, (_, n) => [
      31.6 + n,
      'new',
      'Unhealthy',
      'Readiness probe failed: HTTP probe failed with statuscode: 503',
    ]);
    const facts = someFacts(replaced(readyAfter(9), {news}));
    expect(probeSettings.diagnose(facts)).toBeUndefined();
    expect(slowStart.diagnose(facts)).toMatchObject({
      severity: 'high',
      seconds: expect.closeTo(8, 5),
      what: expect.stringMatching(
        /^container app needed 8\.0 s of the 9\.6 s .*; 8 probes failed meanwhile, .*statuscode: 503”$/,
      ),
    });
  });

  /** After 25 Events about a pod the kubelet tells of one in five minutes. */
  const untold: FactsStory['news'] = Array.from({length: 25}, (_, n) => [
    31.6 + n,
    'new',
    'Unhealthy',
    'Readiness probe failed: 503',
  ]);

  it('puts no more down to the period than one of it, though later failures were not told', () => {
    const facts = someFacts(replaced(readyAfter(48.4), {news: untold}));
    expect(probeSettings.diagnose(facts)).toBeUndefined();
    expect(slowStart.diagnose(facts)).toMatchObject({
      seconds: expect.closeTo(47.4, 5),
      what: expect.stringContaining('; at least 25 probes failed meanwhile'),
    });
    const containers = [aContainer({readiness: {initialDelay: 0, period: 20}})];
    expect(
      probeSettings.diagnose(someFacts(replaced(readyAfter(79.4), {news: untold, specs: {new: {containers}}}))),
    ).toMatchObject({
      seconds: 20,
      what: expect.stringMatching(
        /^the probe of container app passed at most 20\.0 s after the last that failed: readinessProbe\.periodSeconds: 20 costs up to 20\.0 s/,
      ),
    });
  });

  it('asks for fewer successes where they are what took long', () => {
    const containers = [aContainer({readiness: {initialDelay: 0, period: 1, successThreshold: 6}})];
    const news: FactsStory['news'] = [[31, 'new', 'Unhealthy', 'Readiness probe failed: 503']];
    expect(
      probeSettings.diagnose(someFacts(replaced(readyAfter(6.3), {news, specs: {new: {containers}}}))),
    ).toMatchObject({
      seconds: expect.closeTo(5.9, 5),
      what: expect.stringContaining('readinessProbe.periodSeconds: 1 with successThreshold: 6 costs up to 5.9 s'),
      fix: expect.stringMatching(/^set readinessProbe\.successThreshold: 1 of container app;/),
    });
  });

  it('looks at the probe that failed, and at its container', () => {
    const containers = [
      aContainer({name: 'proxy', readiness: {initialDelay: 1, period: 2}}),
      aContainer({readiness: {initialDelay: 0, period: 1}, startup: {initialDelay: 0, period: 10}}),
    ];
    const facts = someFacts(replaced(readyAfter(10.1), {specs: {new: {containers}}}));
    facts.news.push({
      podUid: 'uid-new',
      pod: 'new',
      container: 'app',
      reason: 'Unhealthy',
      message: 'Startup probe failed: 503',
      at: at(31),
      notBefore: at(31),
    });
    expect(probeSettings.diagnose(facts)).toMatchObject({
      what: expect.stringMatching(
        /^the probe of container app passed 9\.7 s after .*: startupProbe\.periodSeconds: 10 costs/,
      ),
      fix: expect.stringMatching(/^set startupProbe\.periodSeconds: 1 of container app;/),
    });
  });

  it('does not say of a first probe that it passed where the pod is not back', () => {
    const containers = [aContainer({readiness: {initialDelay: 15, period: 1}})];
    const story: PodStory = [
      [30.1, 'created'],
      [30.6, 'started'],
    ];
    expect(probeSettings.diagnose(someFacts(replaced(story, {specs: {new: {containers}}})))?.what).toMatch(
      /^no probe failed in the 19\.4 s after the start of container app: readinessProbe\.initialDelaySeconds: 15 costs up to 15\.0 s/,
    );
  });

  it('says that a container never got ready', () => {
    const news: FactsStory['news'] = [[40, 'new', 'Unhealthy', 'Readiness probe failed: no']];
    const story: PodStory = [
      [30.1, 'created'],
      [30.2, 'initialized'],
      [30.6, 'started'],
    ];
    const facts = someFacts(replaced(story, {news}));
    expect(slowStart.diagnose(facts)?.what).toMatch(
      /^container app did not get ready within the 19\.4 s after its start/,
    );
    expect(probeSettings.diagnose(facts)).toBeUndefined();
  });
});
