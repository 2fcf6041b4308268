import {inForce, objectiveProblems} from '../../../src/spec/objective-rules.js';
import {anObjective} from '../../builders/an-objective.js';

const problemsOf = (must: string[], should: string[]): string[] =>
  objectiveProblems({must: must.map(anObjective), should: should.map(anObjective)}).map(
    ({list, index, message}) => `${list}[${index}] ${message}`,
  );

describe('the objectives of a list', () => {
  it('may limit a metric once in each phase and against each reference', () => {
    const must = ['errors <= 1%', 'errors <= 5% during fault', 'errors <= +1pp vs baseline'];

    expect(problemsOf(must, [])).toEqual([]);
  });

  it('may not limit the same thing twice', () => {
    expect(problemsOf(['errors <= 1%', 'recovery <= 30s', 'errors < 2%'], [])).toEqual([
      'must[2] errors < 2%: the list limits this already by errors <= 1%; keep one of them',
    ]);
  });

  it.each([
    ['recovery <= 30s', 'recovery <= 31s'],
    ['recovery < 30s', 'recovery <= 30s'],
    ['availability >= 99.9%', 'availability >= 99%'],
    ['latency.p95 <= +25% vs baseline', 'latency.p95 <= +30% vs baseline'],
  ])('may not hold a should that is looser than its must: %s against %s', (must, should) => {
    expect(problemsOf([must], [should])).toEqual([expect.stringContaining('it is looser than the must')]);
  });

  it.each([
    ['recovery <= 30s', 'recovery <= 15s'],
    ['recovery <= 30s', 'recovery < 30s'],
    ['availability >= 99.9%', 'availability >= 99.99%'],
    ['recovery <= 30s', 'recovery.pod <= 60s'],
    ['errors <= 1% during fault', 'errors <= 2%'],
    ['latency.p95 <= +25% vs baseline', 'latency.p95 <= +500ms vs baseline'],
  ])('may hold a should that is tighter or about something else: %s beside %s', (must, should) => {
    expect(problemsOf([must], [should])).toEqual([]);
  });
});

describe('the objectives in force in an experiment', () => {
  it('are its own, and those of the gate on other metrics', () => {
    const gate = ['recovery <= 30s', 'errors <= 1%', 'errors <= 0% during recover'].map(anObjective);

    expect(inForce([anObjective('errors <= 5%')], gate).map(({text}) => text)).toEqual([
      'errors <= 5%',
      'recovery <= 30s',
    ]);
  });
});
