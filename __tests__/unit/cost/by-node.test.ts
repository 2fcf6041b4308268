import type {Prices} from '../../../src/cost/prices.js';
import {costIn} from '../../../src/cost/span-cost.js';
import type {UsageRecord} from '../../../src/measure/usage/usage.js';
import {at} from '../../builders/some-samples.js';
import {someUsage} from '../../builders/some-usage.js';

const PRICES: Prices = {
  cpu: 1,
  memory: 0,
  nodes: [{match: {pool: 'spot'}, cpu: 0.1, memory: 0}],
  currency: '$',
  source: 'the test',
  date: undefined,
};

/** Two pods: the first on a dear node, the second on a spot node. */
function onTwoNodes(nodeLabels: UsageRecord['nodeLabels']): UsageRecord {
  const record = someUsage(
    {cores: () => 0.5, request: {cores: 1, gib: 1}},
    {cores: () => 2, request: {cores: 1, gib: 1}},
  );
  const reservations = record.reservations.map((reservation, index) => ({...reservation, node: `node-${index + 1}`}));
  return {...record, reservations, nodeLabels};
}

describe('pods on nodes of different prices', () => {
  const {spent, hours} = costIn(
    onTwoNodes(
      new Map([
        ['node-1', {}],
        ['node-2', {pool: 'spot'}],
      ]),
    ),
    {from: at(0), to: at(36)},
    PRICES,
  );

  it.each([
    ['usage', 0.5 * 1 + 2 * 0.1],
    ['request', 1 * 1 + 1 * 0.1],
    ['max', 1 * 1 + 2 * 0.1],
  ] as const)('cost by %s what their own node costs', (basis, hourly) => {
    expect(spent[basis].dollars! / hours).toBeCloseTo(hourly, 9);
  });

  it('cost nobody knows what where a node’s labels could not be read', () => {
    const unknown = costIn(onTwoNodes(new Map([['node-1', {}]])), {from: at(0), to: at(36)}, PRICES);
    for (const basis of ['usage', 'request', 'max'] as const)
      expect(unknown.spent[basis]).toEqual({
        dollars: null,
        trouble: 'the prices depend on labels of nodes, and those of node-2 could not be read',
      });
  });
});
