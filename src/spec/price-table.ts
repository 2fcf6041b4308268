import {type PriceFileContent, priceFileContentSchema} from './cost-schema.js';
import {didYouMean} from './nearest.js';
import type {Problem} from './problems.js';

const COLUMNS = ['node', 'cpu', 'memory', 'storage', 'loadBalancer'] as const;
type Column = (typeof COLUMNS)[number];

interface Cell {
  text: string;
  /** Counted from 1. */
  line: number;
  column: number;
}

type Row = Partial<Record<Column, Cell>>;

/**
 * Reads prices from a table: a line of titles among node, cpu, memory, storage and loadBalancer, a line for all nodes whose `node` is empty, and
 * one for each kind of node whose `node` holds its labels, such as `karpenter.sh/capacity-type=spot`, apart by spaces. Or everything that is wrong with it.
 */
export function readPriceTable(text: string): PriceFileContent | Problem[] {
  const [titles = [], ...lines] = text.split(/\r?\n/).map(cellsOf);
  const written = lines.filter(cells => cells.some(cell => cell.text !== ''));
  const problems = [...titleProblems(titles), ...written.flatMap(cells => surplusProblem(titles, cells))];
  const rows = written.map(cells => rowOf(titles, cells));
  const common = rows.filter(row => nodeOf(row) === '');
  const others = rows.filter(row => nodeOf(row) !== '');
  if (problems.length === 0 && common.length !== 1)
    problems.push(
      problem(
        common[1]?.cpu ?? {text: '', line: 1, column: 1},
        `there are ${common.length} lines with an empty node; the prices of all other nodes need one`,
      ),
    );
  const read = {
    ...pricesIn(common[0] ?? {}, problems),
    nodes: others.length === 0 ? undefined : others.map(row => nodePrices(row, problems)),
  };
  if (problems.length > 0) return problems;
  const parsed = priceFileContentSchema.safeParse(read);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({path, message}) => {
    const row = path[0] === 'nodes' ? others[Number(path[1])] : common[0];
    return problem(Object.values(row!)[0]!, message);
  });
}

/** A line that is too short lacks its last cells. */
function rowOf(titles: readonly Cell[], cells: readonly Cell[]): Row {
  const last = cells.at(-1)!;
  const lacking = {text: '', line: last.line, column: last.column + last.text.length};
  return Object.fromEntries(titles.map(({text}, index) => [text, cells[index] ?? lacking]));
}

/** Cells under no title, which the empty ones at a line's end may be. */
function surplusProblem(titles: readonly Cell[], cells: readonly Cell[]): Problem[] {
  const surplus = cells.slice(titles.length).find(({text}) => text !== '');
  if (surplus === undefined) return [];
  const message = `there are ${cells.length} cells under ${titles.length} titles; write decimals with a point`;
  return [problem(surplus, message)];
}

function titleProblems(titles: readonly Cell[]): Problem[] {
  const unknown = titles.filter(({text}) => !COLUMNS.some(column => column === text));
  const twice = titles.filter(({text}, index) => titles.findIndex(other => other.text === text) < index);
  const missing = (['cpu', 'memory'] as const).filter(column => !titles.some(({text}) => text === column));
  return [
    ...unknown.map(cell =>
      problem(
        cell,
        `there is no column ${cell.text}; allowed are ${COLUMNS.join(', ')}${didYouMean(cell.text, COLUMNS)}`,
      ),
    ),
    ...twice.map(cell => problem(cell, `the column ${cell.text} is there twice; keep one`)),
    ...missing.map(column => problem({text: '', line: 1, column: 1}, `the column ${column} is missing`)),
  ];
}

function pricesIn(row: Row, problems: Problem[]): Omit<PriceFileContent, 'nodes'> {
  const [storage, loadBalancer] = [row.storage, row.loadBalancer].map(cell =>
    cell === undefined || cell.text === '' ? undefined : priceOf(cell, problems),
  );
  return {...hourly(row, problems), storage, loadBalancer};
}

function nodePrices(row: Row, problems: Problem[]): NonNullable<PriceFileContent['nodes']>[number] {
  for (const cell of [row.storage, row.loadBalancer])
    if (cell !== undefined && cell.text !== '')
      problems.push(problem(cell, 'storage and load balancers have one price, in the line with an empty node'));
  const match: Record<string, string> = {};
  for (const label of nodeOf(row).split(/\s+/)) {
    const [key = '', value, ...rest] = label.split('=');
    if (key === '' || value === undefined || rest.length > 0)
      problems.push(problem(row.node!, `found ${label}; allowed are labels such as gpu=a100, apart by spaces`));
    else match[key] = value;
  }
  return {match, ...hourly(row, problems)};
}

function hourly(row: Row, problems: Problem[]): {cpu: number; memory: number} {
  return {cpu: priceOf(row.cpu, problems), memory: priceOf(row.memory, problems)};
}

/** A column that isn't there was told of already. A number that begins with 0 is the end of one with a decimal comma. */
function priceOf(cell: Cell | undefined, problems: Problem[]): number {
  if (cell === undefined) return 0;
  const isPrice = /^(0|[1-9]\d*)(\.\d+)?$/.test(cell.text) && Number(cell.text) <= 1000;
  if (!isPrice)
    problems.push(
      problem(
        cell,
        `${cell.text === '' ? 'is missing' : `found ${cell.text}`}; allowed is a price of 0 to 1000, such as 0.048`,
      ),
    );
  return Number(cell.text);
}

function nodeOf(row: Row): string {
  return row.node?.text ?? '';
}

function problem({line, column}: Cell, message: string): Problem {
  return {position: {line, column}, field: '', message};
}

function cellsOf(line: string, index: number): Cell[] {
  let column = 1;
  return line.split(',').map(raw => {
    const cell = {
      text: raw
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
      line: index + 1,
      column: column + raw.length - raw.trimStart().length,
    };
    column += raw.length + 1;
    return cell;
  });
}
