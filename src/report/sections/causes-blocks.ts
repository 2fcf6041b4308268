import {type Block, paragraph} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import {formatNumber, NOTHING} from '../format.js';
import {markdownTable} from '../markdown-table.js';
import type {CausesResult} from '../schema/causes.js';
import type {CostResult} from '../schema/cost.js';
import {asSentence} from '../wording.js';

const ATTEMPTS: ReadonlySet<string> = new Set(['retries', 'failed']);

type ExperimentCost = CostResult['experiments'][number];

/** Where an experiment's excess comes from: the largest by each basis in a sentence, and all of them in a table; none without an excess. */
export function causesBlocks({causes, ...experiment}: ExperimentCost): Block[] {
  const rows = (['usage', 'request'] as const).flatMap(basis =>
    basisRows(basis, causes[basis], experiment[basis].excess?.below ?? 0),
  );
  if (rows.length === 0) return [];
  return [
    ...(causes.sentences.length === 0 ? [] : [paragraph(escapeMarkdown(causes.sentences.map(asSentence).join(' ')))]),
    markdownTable(
      [
        {title: 'Basis'},
        {title: 'Cause'},
        {title: '$ per incident', align: 'right'},
        {title: 'Share', align: 'right'},
        {title: 'How many', align: 'right'},
      ],
      rows.map(row => row.map(escapeMarkdown)),
    ),
  ];
}

/** Causes that cost nothing are left out, but not attempts that turn out to be cheap. */
function basisRows(basis: string, causes: CausesResult['usage'], below: number): string[][] {
  const rows = (causes ?? [])
    .filter(({cause, dollars, count}) => dollars > 0 || (ATTEMPTS.has(cause) && (count ?? 0) > 0))
    .map(({cause, dollars, share, count}) => [
      basis,
      cause,
      formatNumber(dollars, '$'),
      share === null ? NOTHING : `${Math.round(100 * share)} %`,
      count === null ? NOTHING : formatNumber(count, 'count'),
    ]);
  if (below === 0) return rows;
  return [...rows, [basis, 'saved (not set off)', formatNumber(below, '$'), NOTHING, NOTHING]];
}
