import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {parseAllDocuments} from 'yaml';
import {pricesOf} from '../../../../src/cost/prices.js';
import {diffReserved} from '../../../../src/cost/reserved/diff.js';
import {loadSpec} from '../../../../src/spec/load-spec.js';

const file = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
const read = (path: string): string => readFileSync(path, 'utf8');
const PAGE = read(file('docs/cost.md')).split('## The cost of the change itself')[1]!;

const {spec} = loadSpec(file('examples/cost-only/gate.yaml'), {readFile: read, exists: () => true, env: {}});
const objects = ['shop', 'data'].flatMap(name =>
  parseAllDocuments(read(file(`examples/cost-only/k8s/${name}.yaml`))).map(document => document.toJS()),
);
const diff = diffReserved({base: undefined, head: objects}, {prices: pricesOf(spec.cost), nodes: spec.cost.nodes ?? 1});

/** The rows of the page's table. */
const rows = [...PAGE.matchAll(/^\| (\w+\/[\w-]+) \|(.*)\| \$([\d.]+) \|$/gm)].map(([, workload, cells, amount]) => ({
  workload,
  numbers: cells!.split('|').map(cell => Number.parseFloat(cell)),
  amount: Number(amount),
}));
const price = (pattern: RegExp): number => Number(pattern.exec(PAGE)?.[1]);
const CPU = price(/\$([\d.]+) per vCPU-hour/);
const MEMORY = price(/\$([\d.]+) per GiB-hour/);
const STORAGE = price(/\$([\d.]+) per GiB-month/);
const BALANCER = price(/\$([\d.]+) per load balancer and hour/);

describe('the example of docs/cost.md for what a change costs', () => {
  it('has the amounts that the program finds in examples/cost-only', () => {
    expect(rows).toHaveLength(5);
    const found = Object.fromEntries(diff.rows.map(({workload, after}) => [workload, after!.cents! / 100]));
    expect(Object.fromEntries(rows.map(({workload, amount}) => [workload, amount]))).toEqual(found);
  });

  it('comes to them by its own numbers', () => {
    for (const {workload, numbers, amount} of rows) {
      const [cores, gib, pods, storage] = numbers.map(number => (Number.isNaN(number) ? 0 : number)) as number[];
      const balancer = workload?.startsWith('Service/') ? BALANCER : 0;
      const monthly = 730 * ((cores! * CPU + gib! * MEMORY) * pods! + balancer) + storage! * STORAGE;
      expect(monthly.toFixed(2)).toBe(amount.toFixed(2));
    }
  });

  it('has a total that is the sum of its rows', () => {
    const total = Number(/\| \*\*Total\*\* \|.*\$([\d.]+) \|/.exec(PAGE)?.[1]);
    expect(rows.reduce((sum, {amount}) => sum + Math.round(100 * amount), 0)).toBe(Math.round(100 * total));
    expect(diff.after.cents).toBe(Math.round(100 * total));
  });
});
