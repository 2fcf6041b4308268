import type {Section} from '../document.js';
import {plainTable} from '../markdown-table.js';
import type {Result} from '../result-schema.js';
import {phasesTable, requestsTable} from '../tables/traffic-tables.js';

/** What the requests of each phase experienced. */
export function phasesSection(result: Result): Section | undefined {
  if (result.phases.length === 0) return undefined;
  return {title: 'Phases', rank: 6, shown: 'folded', blocks: [plainTable(phasesTable(result))]};
}

/** The same for each request of the mix, the phases below each other. */
export function requestsSection(result: Result): Section | undefined {
  const table = requestsTable(result);
  return table.rows.length === 0
    ? undefined
    : {title: 'Requests', rank: 8, shown: 'folded', blocks: [plainTable(table)]};
}
