import {formatNumber, NOTHING} from '../format.js';
import type {Result} from '../result-schema.js';
import type {PhaseResult} from '../schema/phase.js';
import {numbers, type Table} from './table.js';

/** What the requests of each phase experienced. */
export function phasesTable(result: Result): Table {
  const rows = result.phases.map(phase => [
    phaseTitle(phase),
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
  return {columns: PHASE_COLUMNS, rows};
}

/** The same for each request of the mix, the phases below each other. */
export function requestsTable(result: Result): Table {
  const labels = [...new Set(result.phases.flatMap(phase => phase.byRequest.map(({label}) => label)))];
  const rows = labels.flatMap(label =>
    result.phases.flatMap(phase => {
      const request = phase.byRequest.find(candidate => candidate.label === label);
      if (request === undefined || phase.name === 'idle' || phase.name === 'warmup') return [];
      const {requests, errors, p95} = request;
      return [
        [
          label,
          phaseTitle(phase),
          formatNumber(requests, 'count'),
          percentage(errors),
          latency(result, requests, p95, 95, errors),
        ],
      ];
    }),
  );
  return {columns: REQUEST_COLUMNS, rows};
}

const PHASE_COLUMNS = [
  {title: 'Phase'},
  ...['Time', 'Requests', 'Succeeded', 'Errors', 'p50', 'p95', 'p99', 'Sent late by (p99)'].map(numbers),
  {title: 'Failures'},
];

const REQUEST_COLUMNS = [{title: 'Request'}, {title: 'Phase'}, ...['Requests', 'Errors', 'p95'].map(numbers)];

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
  return reached ? `> ${formatNumber(result.load?.timeout ?? 0, 'ms')}` : NOTHING;
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
