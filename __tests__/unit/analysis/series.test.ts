import {secondBySecond} from '../../../src/analysis/series.js';
import {healthy, someSamples} from '../../builders/some-samples.js';

describe('the run second by second', () => {
  it('has the cost of each second beside its requests, and null where it isn’t known', () => {
    const samples = someSamples({rate: 10, seconds: 3, answer: (_, index) => healthy(index)});
    const series = secondBySecond(samples, [0.01, null]);
    expect(series.t).toEqual([0, 1, 2]);
    expect(series.rate).toEqual([10, 10, 10]);
    expect(series.cost).toEqual([0.01, null, null]);
  });
});
