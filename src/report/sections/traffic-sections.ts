import type {Section} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import {formatNumber, NOTHING} from '../format.js';
import {markdownTable} from '../markdown-table.js';
import type {Result} from '../result-schema.js';
import type {PhaseResult} from '../schema/phase.js';

/** What the requests of each phase experienced. */
export function phasesSection(result: Result): Section | undefined {
  if (result.phases.length === 0) return undefined;
  const rows = result.phases.map(phase => [
    escapeMarkdown(phaseTitle(phase)),
    `${formatNumber(phase.from, 's')} to ${formatNumber(phase.to, 's')}`,
    formatNumber(phase.requests, 'count'),
    formatNumber(phase.throughput, 'req/s'),
    percentage(phase.errors),
    ...[50, 95, 99].map(percent =>
      latency(result, phase.requests, phase[`p${percent}` as 'p50'], percent, phase.errors),
    ),
    phase.lateness === null ? NOTHING : formatNumber(phase.lateness, 'ms'),
    howTheyFailed(phase),
  ]);
  return {title: 'Phases', rank: 6, shown: 'folded', blocks: [markdownTable(PHASE_COLUMNS, rows)]};
}

/** The same for each request of the mix, the phases below each other. */
export function requestsSection(result: Result): Section | undefined {
  const labels = [...new Set(result.phases.flatMap(phase => phase.byRequest.map(({label}) => label)))];
  const rows = labels.flatMap(label =>
    result.phases.flatMap(phase => {
      const request = phase.byRequest.find(candidate => candidate.label === label);
      if (request === undefined || phase.name === 'idle' || phase.name === 'warmup') return [];
      const {requests, errors, p95} = request;
      return [
        [
          escapeMarkdown(label),
          escapeMarkdown(phaseTitle(phase)),
          formatNumber(requests, 'count'),
          percentage(errors),
          latency(result, requests, p95, 95, errors),
        ],
      ];
    }),
  );
  return rows.length === 0
    ? undefined
    : {title: 'Requests', rank: 8, shown: 'folded', blocks: [markdownTable(REQUEST_COLUMNS, rows)]};
}

const PHASE_COLUMNS = [
  {title: 'Phase'},
  {title: 'Time', align: 'right'},
  {title: 'Requests', align: 'right'},
  {title: 'Succeeded', align: 'right'},
  {title: 'Errors', align: 'right'},
  {title: 'p50', align: 'right'},
  {title: 'p95', align: 'right'},
  {title: 'p99', align: 'right'},
  {title: 'Sent late by (p99)', align: 'right'},
  {title: 'Failures'},
] as const;

const REQUEST_COLUMNS = [
  {title: 'Request'},
  {title: 'Phase'},
  {title: 'Requests', align: 'right'},
  {title: 'Errors', align: 'right'},
  {title: 'p95', align: 'right'},
] as const;

function phaseTitle({name, experiment, repeat}: PhaseResult): string {
  return `${name}${experiment === undefined ? '' : ` of ${experiment}`}${repeat === undefined ? '' : `, repeat ${repeat}`}`;
}

function percentage(errors: number | null): string {
  return errors === null ? NOTHING : formatNumber(errors, '%');
}

/** A percentile that failed requests reach lies beyond the timeout. */
function latency(
  result: Result,
  requests: number,
  value: number | null,
  percent: number,
  errors: number | null,
): string {
  if (value !== null) return formatNumber(value, 'ms');
  const reached = requests > 0 && errors !== null && errors >= 100 - percent && result.load !== null;
  return reached ? escapeMarkdown(`> ${formatNumber(result.load?.timeout ?? 0, 'ms')}`) : NOTHING;
}

const FAILURES: Record<string, string> = {
  status: 'unexpected status',
  refused: 'refused',
  reset: 'reset',
  timeout: 'timed out',
  cut: 'cut off',
  dns: 'name not found',
  tls: 'TLS',
  connect: 'not connected',
  other: 'other',
  unsent: 'not sent in time',
};

function howTheyFailed({outcomes}: PhaseResult): string {
  const failures = Object.entries(outcomes).filter(([kind, count]) => kind !== 'ok' && (count ?? 0) > 0);
  if (failures.length === 0) return NOTHING;
  return failures
    .sort(([, a], [, b]) => (b ?? 0) - (a ?? 0))
    .map(([kind, count]) => `${formatNumber(count ?? 0, 'count')} ${FAILURES[kind]}`)
    .join(', ');
}
