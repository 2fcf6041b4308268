import {outcomeOf} from '../../../src/commands/outcome.js';
import {Failure} from '../../../src/failure.js';
import type {RunVerdict} from '../../../src/gate/judge.js';
import type {GateRun} from '../../../src/gate-run.js';
import {Interrupted} from '../../../src/runtime/signals.js';

const aRun = (verdict: RunVerdict | undefined, failure?: unknown) =>
  ({
    failure,
    ...(verdict === undefined
      ? {}
      : {
          verdict: {verdict, reasons: verdict === 'pass' ? [] : [`judged ${verdict}`], experiments: [], objectives: []},
        }),
  }) as unknown as GateRun;
const strict = {onInconclusive: 'fail'} as const;

describe('outcomeOf', () => {
  it.each([
    ['pass', 0],
    ['warn', 0],
    ['fail', 1],
    ['inconclusive', 4],
  ] as const)('turns a judged %s into exit code %i', (verdict, exitCode) => {
    expect(outcomeOf(aRun(verdict), strict)).toMatchObject({verdict, exitCode});
  });

  it('lets an inconclusive run through only where the spec says so', () => {
    expect(outcomeOf(aRun('inconclusive'), {onInconclusive: 'warn'})).toMatchObject({
      verdict: 'inconclusive',
      exitCode: 0,
    });
  });

  it.each([
    ['usage', 'error', 2],
    ['environment', 'error', 3],
    ['change', 'fail', 1],
    ['inconclusive', 'inconclusive', 4],
  ] as const)('blames %s as %s with exit code %i', (blame, verdict, exitCode) => {
    const failure = new Failure(blame, 'it broke', {hint: 'Mend it.'});
    expect(outcomeOf(aRun(undefined, failure), strict)).toEqual({verdict, exitCode, reasons: ['it broke. Mend it.']});
  });

  it('calls an unknown error a defect of ours', () => {
    expect(outcomeOf(aRun(undefined, new TypeError('x is undefined')), strict)).toEqual({
      verdict: 'error',
      exitCode: 5,
      reasons: ['a defect of chaos-cost-gate: x is undefined'],
    });
  });

  it('keeps a breach that was judged before the environment broke', () => {
    const failure = new Failure('environment', 'the API server is gone');
    expect(outcomeOf(aRun('fail', failure), strict)).toEqual({
      verdict: 'fail',
      exitCode: 1,
      reasons: ['judged fail', 'the API server is gone'],
    });
    expect(outcomeOf(aRun('pass', failure), strict)).toMatchObject({verdict: 'error', exitCode: 3});
  });

  it('exits with 128 and the signal’s number when interrupted', () => {
    expect(outcomeOf(aRun('fail', new Interrupted('SIGINT')), strict).exitCode).toBe(130);
    expect(outcomeOf(aRun(undefined, new Interrupted('SIGTERM')), strict)).toMatchObject({
      verdict: 'error',
      exitCode: 143,
    });
  });
});
