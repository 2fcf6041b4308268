import {endpointsLate} from '../../../../src/analysis/diagnosis/rules/endpoints-late.js';
import {slowStart} from '../../../../src/analysis/diagnosis/rules/slow-start.js';
import {type FactsStory, someFacts} from '../../../builders/some-facts.js';
import {REPLACED} from './a-replacement.js';

describe('endpoints-late', () => {
  it('tells the time between ready and in service', () => {
    const facts = someFacts({
      pods: {
        new: [
          [30.1, 'created'],
          [31, 'ready'],
          [35, 'in-service'],
        ],
      },
      serving: [
        [30, 0],
        [35, 1],
      ],
      recoveredAt: 35,
    });
    expect(endpointsLate.diagnose(facts)).toMatchObject({
      severity: 'high',
      seconds: 4,
      fix: expect.stringContaining('kube-controller-manager'),
    });
    expect(endpointsLate.diagnose(someFacts(REPLACED))).toBeUndefined();
  });

  it.each([
    [
      'that opened late',
      8,
      /readiness gates \(example\.com\/listed\), for 7\.0 s of the 9\.0 s/,
      /example\.com\/listed.*spec\.readinessGates/,
    ],
    ['that opened early', 2.2, /not yet an endpoint of its Service for 7\.0 s/, /kube-controller-manager/],
  ])('tells the wait for a readiness gate %s from that for the control plane', (_, opened, what, fix) => {
    const facts = someFacts({
      pods: {
        new: [
          [30.1, 'created'],
          [31, 'started'],
          [32, 'containers-ready', {gates: ['example.com/listed']}],
          [30 + opened, 'ready'],
          [39, 'in-service'],
        ],
      },
      serving: [
        [30, 0],
        [39, 1],
      ],
      recoveredAt: 39,
    });
    expect(endpointsLate.diagnose(facts)).toEqual({
      severity: 'high',
      seconds: expect.closeTo(7, 5),
      what: expect.stringMatching(what),
      fix: expect.stringMatching(fix),
    });
    expect(slowStart.diagnose(facts)).toBeUndefined();
  });

  const GATE = {gates: ['x/lb']};
  it.each<[string, FactsStory, number]>([
    [
      'without a Service',
      {
        hasService: false,
        pods: {
          new: [
            [30.1, 'created'],
            [31, 'started'],
            [32, 'containers-ready', GATE],
            [38, 'ready'],
          ],
        },
        recoveredAt: 38,
      },
      6,
    ],
    [
      'where it alone closed and opened again',
      {
        pods: {
          old: [
            [30.2, 'unready', GATE],
            [30.3, 'out-of-service'],
            [38, 'ready'],
            [38.1, 'in-service'],
          ],
        },
        recoveredAt: 38.1,
      },
      7.9,
    ],
    [
      'that closed and stayed so',
      {
        pods: {
          old: [
            [30.2, 'unready', GATE],
            [30.3, 'out-of-service'],
          ],
        },
      },
      19.8,
    ],
    [
      'that never opened',
      {
        pods: {
          new: [
            [30, 'created'],
            [32, 'containers-ready', GATE],
          ],
        },
      },
      18,
    ],
  ])('tells the wait for a readiness gate %s, and that it is no slow start', (_, story, seconds) => {
    const facts = someFacts(story);
    expect(endpointsLate.diagnose(facts)).toMatchObject({
      seconds: expect.closeTo(seconds, 5),
      what: expect.stringContaining('it waited for its readiness gates (x/lb)'),
    });
    expect(slowStart.diagnose(facts)).toBeUndefined();
  });

  it('says nothing of endpoints where there is no Service', () => {
    const pods: FactsStory['pods'] = {
      new: [
        [30, 'created'],
        [32, 'containers-ready'],
      ],
    };
    expect(endpointsLate.diagnose(someFacts({hasService: false, pods}))).toBeUndefined();
  });
});
