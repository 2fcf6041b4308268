import {deadConnections} from '../../../../src/analysis/diagnosis/rules/dead-connections.js';
import {graceOutlived} from '../../../../src/analysis/diagnosis/rules/grace-outlived.js';
import {noReadinessProbe} from '../../../../src/analysis/diagnosis/rules/no-readiness-probe.js';
import {oneReplica} from '../../../../src/analysis/diagnosis/rules/one-replica.js';
import type {ContainerExit} from '../../../../src/measure/timeline.js';
import {type FactsStory, someFacts} from '../../../builders/some-facts.js';
import {REPLACED} from './a-replacement.js';

const OF_TWO: FactsStory = {
  ...REPLACED,
  expected: 2,
  serving: [
    [30, 1],
    [31.4, 2],
  ],
};

describe('one-replica', () => {
  it('says for how long nobody served', () => {
    const facts = someFacts({...REPLACED, circumstances: {budgeted: []}});
    expect(oneReplica.diagnose(facts)).toMatchObject({
      seconds: expect.closeTo(1.4, 5),
      what: 'Deployment/checkout runs one replica: while it was away, nobody served for 1.4 s',
      fix: expect.stringMatching(/^set spec\.replicas: 2 or more, and add a PodDisruptionBudget with minAvailable: 1/),
    });
  });

  it.each([
    ['there is a budget', ['Deployment/checkout']],
    ['budgets may not be read', undefined],
  ])('asks for no budget where %s', (_, budgeted) => {
    const cause = oneReplica.diagnose(someFacts({...REPLACED, circumstances: {budgeted}}));
    expect(cause?.fix).toBe('set spec.replicas: 2 or more');
  });

  it.each<[string, FactsStory]>([
    ['of two replicas', OF_TWO],
    ['of a DaemonSet', {...REPLACED, workload: 'DaemonSet/agent'}],
    ['of a pod that stayed in service', {...REPLACED, serving: []}],
  ])('says nothing %s', (_, story) => {
    expect(oneReplica.diagnose(someFacts(story))).toBeUndefined();
  });
});

describe('no-readiness-probe', () => {
  const blind = {containers: [{name: 'app', image: 'shop:1', pullPolicy: 'Always'}]};

  it('counts the requests that failed once the new pod got traffic', () => {
    const facts = someFacts({
      ...OF_TWO,
      specs: {new: blind, old: blind},
      answer: second => (second >= 31.5 && second < 32 ? 'refused' : undefined),
    });
    expect(noReadinessProbe.diagnose(facts)).toMatchObject({
      severity: 'high',
      what: 'no container of Deployment/checkout has a readinessProbe: 50 requests failed after the new pod got traffic',
      fix: expect.stringContaining('container app'),
    });
  });

  it('is a weakness where nothing failed', () => {
    expect(noReadinessProbe.diagnose(someFacts({...OF_TWO, specs: {new: blind}}))?.severity).toBe('low');
  });

  it.each<[string, FactsStory]>([
    ['there is a probe', OF_TWO],
    ['there is no Service', {...OF_TWO, hasService: false, specs: {new: blind}}],
    ['no pod got traffic anew', {pods: {app: [[20, 'in-service']]}, recoveredAt: 30, specs: {app: blind}}],
  ])('says nothing where %s', (_, story) => {
    expect(noReadinessProbe.diagnose(someFacts(story))).toBeUndefined();
  });
});

describe('dead-connections', () => {
  it('counts connections that were lost long after the pod had left', () => {
    const facts = someFacts({...OF_TWO, answer: second => (second >= 35 && second < 35.03 ? 'reset' : undefined)});
    expect(deadConnections.diagnose(facts)).toMatchObject({
      what: '3 requests lost their connection up to 6.0 s after old had left the Service, while other pods served',
      fix: expect.stringContaining('lifecycle.preStop'),
    });
  });

  /** Two of three pods are killed ten seconds apart; the second one goes on for four seconds. */
  const lostInTurn = (answer: FactsStory['answer']) =>
    deadConnections.diagnose(
      someFacts({
        pods: {
          a: [
            [30, 'terminating'],
            [30, 'out-of-service'],
            [30.3, 'gone'],
          ],
          b: [
            [40, 'terminating'],
            [40, 'out-of-service'],
            [44, 'container-exited'],
            [44.3, 'gone'],
          ],
          c: [],
        },
        expected: 3,
        serving: [
          [30, 2],
          [40, 1],
        ],
        impactTo: 50,
        ...(answer === undefined ? {} : {answer}),
      }),
    );

  it('blames each pod for its own connections', () => {
    expect(lostInTurn(second => (second >= 44 && second < 44.1 ? 'reset' : undefined))?.what).toMatch(
      /^10 requests lost their connection up to 5\.0 s after b had left/,
    );
    expect(lostInTurn(second => (second >= 36 && second < 36.1 ? 'reset' : undefined))?.what).toMatch(
      /^10 requests lost their connection up to 7\.0 s after a had left/,
    );
  });

  it('blames no pod that left before for what is lost when another one is killed', () => {
    expect(
      lostInTurn(second => ([30, 40].some(kill => second >= kill - 0.05 && second < kill + 0.1) ? 'reset' : undefined)),
    ).toBeUndefined();
  });

  it.each<[string, FactsStory]>([
    ['at the kill itself', {...OF_TWO, answer: second => (second >= 30 && second < 30.2 ? 'reset' : undefined)}],
    [
      'while nobody served',
      {
        ...REPLACED,
        serving: [
          [30, 0],
          [38, 1],
        ],
        recoveredAt: 38,
        answer: second => (second >= 33 && second < 34 ? 'reset' : undefined),
      },
    ],
    ['by refusals', {...OF_TWO, answer: second => (second >= 33 && second < 34 ? 'refused' : undefined)}],
  ])('says nothing of what was lost %s', (_, story) => {
    expect(deadConnections.diagnose(someFacts(story))).toBeUndefined();
  });
});

describe('grace-outlived', () => {
  const ended = (after: number, exit: Partial<ContainerExit> = {}, workload = 'Deployment/checkout') => {
    const facts = someFacts({
      ...OF_TWO,
      workload,
      pods: {
        old: [
          [30, 'terminating'],
          [30 + after, 'container-exited'],
          [30.1 + after, 'gone'],
        ],
      },
    });
    facts.timeline.pods[0]!.events[0]!.graceSeconds = 5;
    facts.timeline.pods[0]!.events[1]!.exit = {container: 'app', code: 137, ...exit};
    return graceOutlived.diagnose(facts);
  };

  it('tells of a pod that had to be killed', () => {
    expect(ended(5.1)).toMatchObject({
      severity: 'medium',
      seconds: expect.closeTo(5.1, 5),
      what: 'old did not end on SIGTERM: it was killed 5.1 s later, when its grace period of 5 s was over',
      fix: expect.stringContaining('terminationGracePeriodSeconds'),
    });
    expect(ended(5.1, {}, 'StatefulSet/db')).toMatchObject({severity: 'high'});
  });

  it('says nothing of one that ended by itself, or was not given time', () => {
    expect(ended(5.1, {code: 0})).toBeUndefined();
    expect(ended(1, {code: 137})).toBeUndefined();
    expect(graceOutlived.diagnose(someFacts(REPLACED))).toBeUndefined();
  });
});
