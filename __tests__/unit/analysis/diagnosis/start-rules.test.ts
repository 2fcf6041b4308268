import {imagePull} from '../../../../src/analysis/diagnosis/rules/image-pull.js';
import {initContainers} from '../../../../src/analysis/diagnosis/rules/init-containers.js';
import {probeSettings} from '../../../../src/analysis/diagnosis/rules/probe-settings.js';
import {slowStart} from '../../../../src/analysis/diagnosis/rules/slow-start.js';
import {unschedulable} from '../../../../src/analysis/diagnosis/rules/unschedulable.js';
import type {PodStory} from '../../../builders/a-workload-timeline.js';
import {aContainer, someFacts} from '../../../builders/some-facts.js';
import {replaced} from './a-replacement.js';

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
