import {costResult} from '../../../src/report/model-cost.js';
import {costSchema} from '../../../src/report/schema/cost.js';
import {someFindings} from '../../builders/some-findings.js';

describe('the published form of the costs', () => {
  it('has null for what is not there', () => {
    const {cost} = someFindings([]);
    const result = costResult({...cost, source: undefined});
    expect(result).toMatchObject({prices: {source: 'the spec', date: null}, usageFrom: null, idle: null});
    expect(costSchema.parse(result)).toEqual(result);
  });
});
