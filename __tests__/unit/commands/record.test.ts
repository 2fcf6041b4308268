import {recordOf} from '../../../src/commands/record.js';
import type {GateRun} from '../../../src/gate-run.js';
import type {Measurements} from '../../../src/measure/measurements.js';
import {aRepeat} from '../../builders/a-repeat.js';
import {aSpec} from '../../builders/a-spec.js';
import {someMeasurements} from '../../builders/some-measurements.js';
import {at} from '../../builders/some-samples.js';

/** Began 30 s before the load, deployed for 15 s, warmed up until second 5, cleaned up for 3 s, and was over at second 100. */
function aRun(measurements?: Measurements, more: Partial<GateRun> = {}): GateRun {
  return {
    startedAt: new Date(0),
    began: at(-30),
    ended: at(100),
    deployTimings: {build: 8_000, load: 4_000, apply: 1_000, rollout: 2_000},
    ...(measurements === undefined ? {} : {warmup: {from: at(0), to: at(5)}, measurements}),
    leftovers: [],
    cleanupMs: 3_000,
    ...more,
  };
}

const timingsOf = (run: GateRun) => {
  const about = {spec: aSpec().build(), kube: undefined, version: '0.0.0'};
  return recordOf(run, {verdict: 'pass', reasons: [], exitCode: 0}, about).timings;
};

/** The fault lasts from second 29.9 on, and its recovery is watched until second 55. */
const repeat = aRepeat();

describe('the timings of a run', () => {
  it('count as overhead what is neither deployment, phase nor clean-up', () => {
    const {overheadSeconds, ...timings} = timingsOf(aRun(someMeasurements({repeats: [repeat]})));
    expect(timings).toEqual({deploySeconds: {build: 8, load: 4, apply: 1, rollout: 2}, cleanupSeconds: 3});
    expect(overheadSeconds).toBeCloseTo(130 - 15 - 5 - 20 - 25.1 - 3, 6);
  });

  it('do not count the wait for the cost rate as overhead', () => {
    const settled = {...repeat, spans: {...repeat.spans, settle: {from: at(55), to: at(70)}}};
    const spent = [repeat, settled].map(one => timingsOf(aRun(someMeasurements({repeats: [one]}))).overheadSeconds!);
    expect(spent[0]! - spent[1]!).toBeCloseTo(15, 6);
  });

  it('do not count the waits around idle as overhead, since they are planned', () => {
    const idle = {from: at(-12), to: at(-2)};
    const without = timingsOf(aRun(someMeasurements())).overheadSeconds!;
    expect(without - timingsOf(aRun(someMeasurements(), {idle})).overheadSeconds!).toBeCloseTo(13.5, 6);
  });

  it('are not known where nothing was measured', () => {
    expect(timingsOf(aRun())).toMatchObject({cleanupSeconds: 3, overheadSeconds: null});
  });
});
