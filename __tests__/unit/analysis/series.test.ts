import {secondBySecond} from '../../../src/analysis/series.js';
import {aWorkloadTimeline} from '../../builders/a-workload-timeline.js';
import {someMeasurements} from '../../builders/some-measurements.js';

const free = {idle: 0, usage: [], request: []};

describe('the run second by second', () => {
  it('has the costs of each second beside its requests, and null where they aren’t known', () => {
    const series = secondBySecond(someMeasurements({rate: 10, seconds: 3}), {
      idle: 0,
      usage: [0.01, null],
      request: [0.02, 0.02, 0.03],
    });
    expect(series.t).toEqual([0, 1, 2]);
    expect(series.rate).toEqual([10, 10, 10]);
    expect(series.cost).toEqual([0.01, null, null]);
    expect(series.costRequest).toEqual([0.02, 0.02, 0.03]);
  });

  it('begins with the idle phase, in which nothing is sent', () => {
    const series = secondBySecond(someMeasurements({rate: 10, seconds: 1, idle: 2}), {
      ...free,
      idle: 2,
      usage: [1, 2, 3],
    });
    expect(series).toMatchObject({t: [-2, -1, 0], rate: [0, 0, 10], p95: [null, null, 19], cost: [1, 2, 3]});
  });

  it('has the fewest pods in service of each second, so that no short gap is lost', () => {
    const serving = [
      aWorkloadTimeline({
        expected: 2,
        serving: [
          [1.2, 1],
          [1.4, 2],
          [3, 1],
        ],
      }),
      aWorkloadTimeline({workload: 'Deployment/mail', expected: 1}),
    ];
    const measurements = {...someMeasurements({rate: 10, seconds: 4, idle: 1}), serving};
    expect(secondBySecond(measurements, {...free, idle: 1}).ready).toEqual([null, 3, 2, 3, 2]);
  });

  it('does not know the pods that no watch has seen', () => {
    const measurements = {...someMeasurements({rate: 10, seconds: 1}), serving: []};
    expect(secondBySecond(measurements, free).ready).toEqual([null]);
  });
});
