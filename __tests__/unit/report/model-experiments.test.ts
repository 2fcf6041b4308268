import {analyse} from '../../../src/analysis/analyse.js';
import {costOf} from '../../../src/cost/cost-figures.js';
import {judge} from '../../../src/gate/judge.js';
import {experimentResults} from '../../../src/report/model-experiments.js';
import {experimentSchema} from '../../../src/report/schema/experiment.js';
import {aRepeat} from '../../builders/a-repeat.js';
import {aSpec} from '../../builders/a-spec.js';
import {aWorkloadTimeline} from '../../builders/a-workload-timeline.js';
import {someMeasurements} from '../../builders/some-measurements.js';

describe('experimentResults', () => {
  it('says between what bounds a recovery lies that a gap of the watch hid', () => {
    const lostAndBack: [number, number, number?][] = [
      [30.1, 0],
      [45, 1, 31],
    ];
    const measurements = someMeasurements({
      repeats: [aRepeat({workloads: [aWorkloadTimeline({serving: lostAndBack})]})],
    });
    const spec = aSpec().build();
    const findings = analyse(measurements, costOf(measurements, spec), spec);
    const [result] = experimentResults({measurements, findings, judged: judge(findings), began: 0});
    expect(experimentSchema.parse(result)).toEqual(result);
    expect(result?.repeats[0]?.recovery).toMatchObject({
      pod: {value: 15, earliest: 1},
      total: {value: 15, earliest: 1, note: expect.stringContaining('between 1.0 s and 15.0 s')},
    });
  });
});
