import {readPriceFile} from '../../../src/spec/price-file.js';

const problems = (text: string, file = 'prices.yaml'): string => {
  try {
    readPriceFile(text, file);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was read');
};

describe('a price file', () => {
  it('is YAML with the prices, and says where and when they are from', () => {
    const text = [
      'cpu: 0.03',
      'memory: 0.004',
      'storage: 0.09',
      'loadBalancer: 0.02',
      'currency: EUR',
      'source: the contract of 2026',
      'date: "2026-07-01"',
      'nodes: [{match: {pool: spot}, cpu: 0.01, memory: 0.001}]',
    ].join('\n');
    expect(readPriceFile(text, 'prices.yaml')).toEqual({
      cpu: 0.03,
      memory: 0.004,
      storage: 0.09,
      loadBalancer: 0.02,
      currency: 'EUR',
      source: 'the contract of 2026',
      date: '2026-07-01',
      nodes: [{match: {pool: 'spot'}, cpu: 0.01, memory: 0.001}],
    });
  });

  it.each([
    ['cpu: -1\nmemory: 0', 'prices.yaml:1:6 cpu: found -1; no price is below 0'],
    ['cpu: 0.03\nmemry: 0.004', 'prices.yaml:2:1 memry: there is no such key; allowed are cpu, memory, storage'],
    ['cpu: 0.03\nmemory: 0.004\ncurrency: euro', 'prices.yaml:3:11 currency: found "euro"; allowed is a symbol'],
    ['cpu: 0.03\nmemory: 0.004\nnodes: [{cpu: 1, memory: 1}]', 'prices.yaml:3:9 nodes[0].match: is missing'],
    ['cpu: [', 'prices.yaml:1:'],
    [' \n', 'prices.yaml:1:1 the file is empty'],
  ])('is refused with its place: %j', (text, message) => expect(problems(text)).toContain(message));

  it('may have nodes that cost nothing, but not all of them', () => {
    const free = {nodes: [{match: {onprem: 'true'}, cpu: 0, memory: 0}]};
    const yaml = 'cpu: 0.03\nmemory: 0.004\nnodes: [{match: {onprem: "true"}, cpu: 0, memory: 0}]';
    expect(readPriceFile(yaml, 'prices.yaml')).toMatchObject(free);
    expect(readPriceFile('node,cpu,memory\n,0.03,0.004\nonprem=true,0,0', 'prices.csv')).toMatchObject(free);
    expect(problems('cpu: 0\nmemory: 0')).toContain('with both prices 0, everything would cost nothing');
  });

  it('is a table, with a line for each kind of node', () => {
    const text = 'node,cpu,memory,storage\r\n,0.03,0.004,0.09\r\n"pool=spot zone=a",0.01, 0.001,\r\n';
    expect(readPriceFile(text, 'prices.csv')).toEqual({
      cpu: 0.03,
      memory: 0.004,
      storage: 0.09,
      loadBalancer: undefined,
      nodes: [{match: {pool: 'spot', zone: 'a'}, cpu: 0.01, memory: 0.001}],
    });
    expect(readPriceFile('cpu,memory\n0.03,0.004\n', 'prices.csv')).toMatchObject({cpu: 0.03, nodes: undefined});
    expect(readPriceFile('cpu,memory\n0.03,0,,\n', 'prices.csv')).toMatchObject({cpu: 0.03, memory: 0});
  });

  it.each([
    ['cpu,memry\n1,2', 'prices.csv:1:5 there is no column memry; allowed are node, cpu, memory, storage, loadBalancer'],
    ['cpu\n1', 'prices.csv:1:1 the column memory is missing'],
    ['cpu,memory\n0.03, free', 'prices.csv:2:7 found free; allowed is a price of 0 to 1000'],
    ['cpu,memory\n0.03', 'prices.csv:2:5 is missing; allowed is a price'],
    ['node,cpu,memory\npool,1,1\n,1,1', 'prices.csv:2:1 found pool; allowed are labels such as gpu=a100'],
    ['cpu,memory\n0,033,0,00375', 'prices.csv:2:7 there are 4 cells under 2 titles; write decimals with a point'],
    ['cpu,memory,storage,loadBalancer\n0,033,0,00375', 'prices.csv:2:3 found 033; allowed is a price of 0 to 1000'],
    ['cpu,memory,cpu\n1,1,2', 'prices.csv:1:12 the column cpu is there twice; keep one'],
    ['node,cpu,memory\n,0,0', 'prices.csv:2:1 with both prices 0, everything would cost nothing'],
    ['node,cpu,memory\na=b,1,1', 'prices.csv:1:1 there are 0 lines with an empty node'],
    ['node,cpu,memory,storage\n,1,1,\na=b,1,1,2', 'prices.csv:3:9 storage and load balancers have one price'],
  ])('is refused with its place in the table: %j', (text, message) =>
    expect(problems(text, 'prices.csv')).toContain(message),
  );
});
