import {probeSettings} from '../../../../src/analysis/diagnosis/rules/probe-settings.js';
import {slowStart} from '../../../../src/analysis/diagnosis/rules/slow-start.js';
import type {PodStory} from '../../../builders/a-workload-timeline.js';
import {aContainer, type FactsStory, someFacts} from '../../../builders/some-facts.js';
import {at} from '../../../builders/some-samples.js';
import {replaced} from './a-replacement.js';

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
