import {joinVerdicts} from '../../../src/gate/join-verdicts.js';
import type {Verdict} from '../../../src/gate/judge.js';
import {judgeReserved, type ReservedReading} from '../../../src/gate/reserved-findings.js';
import {anObjective} from '../../builders/an-objective.js';

const reading = (change: Partial<ReservedReading> = {}): ReservedReading => ({
  before: 10_000,
  after: 11_000,
  unknown: [],
  unknownBefore: [],
  noBase: undefined,
  currency: '$',
  ...change,
});
const judged = (must: string[], change: Partial<ReservedReading> = {}, should: string[] = []): Verdict =>
  judgeReserved({must: must.map(anObjective), should: should.map(anObjective)}, reading(change));

describe('limits on what is reserved', () => {
  it.each([
    ['cost.reserved <= +10% vs base', 'pass'],
    ['cost.reserved < +10% vs base', 'fail'],
    ['cost.reserved <= +9.99% vs base', 'fail'],
    ['cost.reserved <= +$10/month vs base', 'pass'],
    ['cost.reserved <= +$9.99/month vs base', 'fail'],
    ['cost.reserved <= -1% vs base', 'fail'],
    ['cost.reserved <= 110/month', 'pass'],
    ['cost.reserved < $110/month', 'fail'],
  ])('%s is judged to the cent: %s', (must, verdict) => expect(judged([must]).verdict).toBe(verdict));

  it('only warn as a should', () => {
    expect(judged([], {}, ['cost.reserved <= 100/month'])).toMatchObject({
      verdict: 'warn',
      reasons: ['cost.reserved was $110.00/month; the limit is $100.00/month'],
    });
  });

  it('can’t be kept with something unknown, and are breached all the same', () => {
    const unknown = ['Deployment/web, cpu of container app: it has neither a request nor a limit'];
    expect(judged(['cost.reserved <= 200/month'], {unknown})).toMatchObject({
      verdict: 'inconclusive',
      reasons: [expect.stringContaining(`not everything could be measured: ${unknown[0]}`)],
    });
    expect(judged(['cost.reserved <= 100/month'], {unknown}).verdict).toBe('fail');
  });

  it('aren’t breached by a change from a base that isn’t known, whose sum may be any amount too low', () => {
    const unknownBefore = ['Deployment/web, cpu of container app: it has neither a request nor a limit'];
    for (const must of ['cost.reserved <= +5% vs base', 'cost.reserved <= +$5/month vs base'])
      expect(judged([must], {unknownBefore})).toMatchObject({
        verdict: 'inconclusive',
        reasons: [
          expect.stringContaining(
            `but what the base reserves isn’t known, so the change may be smaller: ${unknownBefore[0]}`,
          ),
        ],
      });
    expect(judged(['cost.reserved <= +5% vs base'], {unknownBefore, before: 0}).reasons[0]).toContain('isn’t known');
    expect(judged(['cost.reserved <= +10% vs base'], {unknownBefore}).verdict).toBe('pass');
    expect(judged(['cost.reserved <= +10% vs base'], {unknownBefore, unknown: ['x']}).verdict).toBe('inconclusive');
    expect(judged(['cost.reserved <= 100/month'], {unknownBefore}).verdict).toBe('fail');
  });

  it('are inconclusive without a base, and say why', () => {
    const noBase = 'no base is known: name it by --base';
    const verdict = judged(['cost.reserved <= +10% vs base'], {before: undefined, noBase});
    expect(verdict).toMatchObject({verdict: 'inconclusive', reasons: [expect.stringContaining(noBase)]});
  });

  it('have no percentage of nothing, but a difference', () => {
    expect(judged(['cost.reserved <= +10% vs base'], {before: 0}).verdict).toBe('inconclusive');
    expect(judged(['cost.reserved <= +$200/month vs base'], {before: 0}).verdict).toBe('pass');
    expect(judged(['cost.reserved <= +10% vs base'], {before: 0, after: 0}).verdict).toBe('pass');
  });

  it('are told in the currency of the prices', () => {
    expect(judged(['cost.reserved <= 100/month'], {currency: '€'}).reasons).toEqual([
      'cost.reserved was €110.00/month; the limit is €100.00/month',
    ]);
    expect(judged(['cost.reserved <= +$5/month vs base'], {currency: 'CHF'}).reasons[0]).toContain(
      'from CHF 100.00/month in the base to CHF 110.00/month',
    );
  });

  it('leave all other objectives to the experiments', () => {
    expect(judged(['recovery <= 1s'])).toMatchObject({verdict: 'pass', objectives: []});
  });
});

describe('two verdicts on one run', () => {
  it('come to the worse, whose reasons are first', () => {
    const pass: Verdict = {
      verdict: 'warn',
      reasons: ['slow'],
      experiments: [{name: 'a', verdict: 'warn', reasons: []}],
      objectives: [],
    };
    const fail = judged(['cost.reserved <= 1/month']);
    for (const joined of [joinVerdicts(pass, fail), joinVerdicts(fail, pass)])
      expect(joined).toMatchObject({
        verdict: 'fail',
        reasons: [expect.stringContaining('cost.reserved'), 'slow'],
        experiments: [{name: 'a'}],
        objectives: [{verdict: 'fail'}],
      });
  });
});
