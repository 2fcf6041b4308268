import type {Advice} from '../../../src/analysis/request-advice.js';
import {formatResource} from '../../../src/report/format.js';
import {renderMarkdown} from '../../../src/report/markdown.js';
import {rightSizingResult} from '../../../src/report/model-right-sizing.js';
import {aCost, aRightSizing} from '../../builders/a-cost-result.js';
import {aResult} from '../../builders/a-result.js';

const MIB = 2 ** 20;
const anAdvice = (change: Partial<Advice> = {}): Advice => ({
  request: 0.5,
  limit: null,
  used: {p50: 0.08, p95: 0.104, max: 0.12},
  action: 'lower',
  target: 0.12,
  monthly: -10,
  note: null,
  vpa: null,
  ...change,
});

describe('the evidence of right-sizing', () => {
  const size = {workload: 'Deployment/shop', container: 'app', replicas: 2, seconds: 180, faults: 2, coverage: 1};
  const killed = {limit: 256 * MIB, action: 'raise', target: 312 * MIB, note: 'it was killed'} as const;
  const evidenceOf = (cpu: Advice) => rightSizingResult({...size, cpu, memory: anAdvice()}).cpu.evidence;

  it.each<[Partial<Advice>, string]>([
    [
      {},
      'CPU request 500m; at most 120m were used over 3 min of load incl. 2 faults (p95 104m); lower it to 120m (p95 × 1.15, rounded up).',
    ],
    [
      {request: null, action: 'set'},
      'No CPU request; at most 120m were used over 3 min of load incl. 2 faults (p95 104m); set it to 120m (p95 × 1.15, rounded up).',
    ],
    [
      {action: 'keep', target: null, note: 'it was held back by its limit, so it may need more'},
      'CPU request 500m; at most 120m were used over 3 min of load incl. 2 faults (p95 104m); it fits (p95 × 1.15); it was held back by its limit, so it may need more.',
    ],
    [
      {action: 'unknown', target: null, note: 'only 30 s were measured, and 60 are needed'},
      'CPU request 500m; at most 120m were used over 3 min of load incl. 2 faults (p95 104m); no advice; only 30 s were measured, and 60 are needed.',
    ],
    [
      {action: 'unknown', target: null, used: null, note: 'nothing was measured of this container by itself'},
      'CPU request 500m; nothing was measured of this container by itself.',
    ],
  ])('is a sentence with what it rests on: %j', (change, sentence) => {
    expect(evidenceOf(anAdvice(change))).toBe(sentence);
  });

  it.each<[Advice['used'], string]>([
    [null, 'Memory request 64Mi; raise it to 312Mi (its limit × 1.2, rounded up); it was killed.'],
    [
      {p50: 40 * MIB, p95: 50 * MIB, max: 50 * MIB},
      'Memory request 64Mi; at most 50Mi were used over 3 min of load incl. 2 faults (p95 50Mi); raise it to 312Mi (its limit × 1.2, rounded up); it was killed.',
    ],
  ])('rests on the limit of what was killed at it: %j', (used, sentence) => {
    const memory = anAdvice({request: 64 * MIB, used, ...killed});
    expect(rightSizingResult({...size, cpu: anAdvice(), memory}).memory.evidence).toBe(sentence);
  });
});

describe('the section on right-sizing', () => {
  const {cpu, memory} = aRightSizing();
  const titleOf = (change: Parameters<typeof aRightSizing>[0]) =>
    /Right-sizing: (.*)<\/summary>/.exec(
      renderMarkdown(
        aResult()
          .with({cost: aCost({rightSizing: [aRightSizing(change)]})})
          .build(),
      ),
    )?.[1];

  it.each<[string, Parameters<typeof aRightSizing>[0]]>([
    ['&#36;17.5 per month could be saved', {}],
    ['&#36;17.5 per month could be saved, one request should be more', {memory: {...cpu, action: 'raise', monthly: 3}}],
    [
      '2 requests should be more',
      {cpu: {...cpu, action: 'set', monthly: 3}, memory: {...cpu, action: 'raise', monthly: 3}},
    ],
    ['the requests fit', {cpu: memory}],
    ['nothing to advise', {cpu: {...memory, action: 'unknown'}, memory: {...memory, action: 'unknown'}}],
  ])('is titled “%s”', (title, change) => {
    expect(titleOf(change)).toBe(title);
  });

  it('is left out where no workload was seen', () => {
    expect(
      renderMarkdown(
        aResult()
          .with({cost: aCost({rightSizing: []})})
          .build(),
      ),
    ).not.toContain('Right-sizing');
  });
});

describe('amounts of resources', () => {
  it.each([
    [0.12, 'cpu', '120m'],
    [0.0016, 'cpu', '1.6m'],
    [1.5, 'cpu', '1.5'],
    [64 * MIB, 'memory', '64Mi'],
    [7.06 * MIB, 'memory', '7.1Mi'],
    [1280 * MIB, 'memory', '1.25Gi'],
  ] as const)('are written as in manifests: %d of %s is %s', (amount, resource, text) => {
    expect(formatResource(amount, resource)).toBe(text);
  });
});
