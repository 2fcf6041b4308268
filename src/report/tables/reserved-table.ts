import {type ReservedRow, reservedRows} from '../reserved-rows.js';
import type {ReservedResult} from '../schema/reserved.js';
import {numbers, type Table} from './table.js';

/** What the workloads reserve, before and after the change, and at last the total. */
export function reservedTable(reserved: ReservedResult): Table {
  const {rows, total} = reservedRows(reserved);
  const isAlone = reserved.before === null;
  return {columns: isAlone ? ALONE : COMPARED, rows: [...rows, total].map(isAlone ? cellsAlone : cellsCompared)};
}

const COMPARED = [{title: 'Workload'}, {title: 'Reserves'}, ...['Before', 'After', 'Δ'].map(numbers)];
const ALONE = [{title: 'Workload'}, {title: 'Reserves'}, numbers('Per month')];

function cellsAlone({workload, amount, after}: ReservedRow): string[] {
  return [workload, amount, after];
}

function cellsCompared({workload, amount, before, after, difference}: ReservedRow): string[] {
  return [workload, amount, before, after, difference];
}
