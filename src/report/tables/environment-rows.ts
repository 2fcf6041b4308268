import {formatDuration, formatNumber} from '../format.js';
import type {Result} from '../result-schema.js';

/** Where and by what it was measured, and what the rest of the time went into: titles and values of plain text. */
export function environmentRows(result: Result): [title: string, value: string][] {
  const {cluster, load, tool} = result;
  const rows: [string, string][] = [
    ['Measured by', `${tool.name} ${tool.version}`],
    ['Started', result.startedAt],
    ['Took', formatDuration(result.durationSeconds)],
  ];
  if (cluster !== null) {
    rows.push([
      'Cluster',
      `${cluster.context} (${cluster.kind === 'other' ? 'neither KIND nor Minikube' : cluster.kind})`,
    ]);
    rows.push([
      'Kubernetes',
      [cluster.version ?? 'version not known', ...(cluster.server === undefined ? [] : [`at ${cluster.server}`])].join(
        ' ',
      ),
    ]);
  }
  if (load !== null) {
    rows.push([
      'Load',
      `${formatNumber(load.rate, 'req/s')} to ${load.route} by way of ${load.via}; timeout ${formatNumber(load.timeout, 'ms')}`,
    ]);
  }
  const spent = timings(result);
  if (spent !== '') rows.push(['Besides measuring', spent]);
  return rows;
}

function timings({timings: {deploySeconds, cleanupSeconds, overheadSeconds}}: Result): string {
  const parts: [string, number | null][] = [
    ['image build', deploySeconds.build],
    ['image load', deploySeconds.load],
    ['apply', deploySeconds.apply],
    ['rollout', deploySeconds.rollout],
    ['clean-up', cleanupSeconds],
    ['overhead', overheadSeconds],
  ];
  return parts
    .flatMap(([what, seconds]) => (seconds === null ? [] : [`${what} ${formatNumber(seconds, 's')}`]))
    .join(', ');
}
