import {priceText} from '../cost-lines.js';
import {type Block, paragraph, type Section} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import {formatNumber, inCurrency, NOTHING} from '../format.js';
import {markdownTable} from '../markdown-table.js';
import type {Result} from '../result-schema.js';
import type {CostResult, IncidentCost} from '../schema/cost.js';
import {asSentence} from '../wording.js';

/** What each experiment cost by each basis, by which prices, and what it takes to read that right. */
export function costSection({cost}: Result): Section | undefined {
  if (cost === null || cost.experiments.length === 0) return undefined;
  return {
    title: 'Cost',
    rank: 4,
    shown: 'heading',
    blocks: [...cost.experiments.flatMap(experiment => experimentBlocks(experiment, cost)), ...explanation(cost)],
  };
}

const BASES = ['usage', 'request', 'max'] as const;

function experimentBlocks(experiment: CostResult['experiments'][number], cost: CostResult): Block[] {
  const columns = ['Idle', 'Baseline', 'Under chaos', '×', 'Excess per incident', 'Per million requests', 'Per month'];
  const rows = BASES.map(basis =>
    [
      basis,
      cost.idle === null ? NOTHING : shown(cost.idle[basis], '$/h'),
      shown(cost.baseline[basis], '$/h'),
      ...incidentCells(experiment[basis]),
    ].map(text => escapeMarkdown(inCurrency(text, cost.prices.currency))),
  );
  return [
    paragraph(`**${escapeMarkdown(experiment.name)}**${coverageText(experiment.coverage)}`),
    markdownTable([{title: 'Basis'}, ...columns.map(title => ({title, align: 'right'}) as const)], rows),
  ];
}

function incidentCells({hourly, multiplier, excess, perMillion, monthly}: IncidentCost): string[] {
  return [
    shown(hourly, '$/h'),
    shown(multiplier, 'x'),
    excess === null ? NOTHING : excessText(excess),
    shown(perMillion, '$'),
    shown(monthly, '$'),
  ];
}

/** Both signs are shown, and the positive one counts. */
function excessText({above, below}: NonNullable<IncidentCost['excess']>): string {
  const sum = formatNumber(above, '$');
  return below === 0 ? sum : `${sum} (${formatNumber(below, '$')} not set off)`;
}

function shown(value: number | null, unit: '$' | '$/h' | 'x'): string {
  return value === null ? NOTHING : formatNumber(value, unit);
}

function coverageText(coverage: number): string {
  return coverage > 0.995 ? '' : ` (${Math.floor(100 * coverage)} % of the usage was measured)`;
}

function explanation(cost: CostResult): Block[] {
  const reference = cost.multiplierOf === 'idle' ? 'the idle phase' : 'the baseline, since no idle phase was taken';
  const sentences = [
    priceText(cost),
    `× is under chaos ÷ ${reference}. Per month: the baseline for 730 h and ${cost.incidentsPerMonth} such incidents.`,
    'usage is what was in use, request what the pods reserve, max the greater of both: stress below the request costs nothing by request and max.',
  ];
  return [
    paragraph(escapeMarkdown(sentences.join(' '))),
    ...(cost.notes.length === 0
      ? []
      : [{rows: cost.notes.map(note => `- ${escapeMarkdown(inCurrency(asSentence(note), cost.prices.currency))}`)}]),
  ];
}
