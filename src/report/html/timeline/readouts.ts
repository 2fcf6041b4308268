import {formatNumber} from '../../format.js';
import type {Series} from '../../schema/phase.js';
import {plural} from '../../wording.js';
import {clockText} from './clock-text.js';
import {stretches} from './reduce.js';

/** What is said of a stretch of time when one points at it. */
export interface Readout {
  from: number;
  to: number;
  /** When and how many requests; then latency, pods and cost. */
  lines: readonly [requests: string, rest: string];
}

/** The run in at most `count` stretches, each with its numbers; over several seconds, those that matter most. */
export function readouts(series: Series, count: number): Readout[] {
  return stretches([...series.t.keys()], count).map(seconds => {
    const from = series.t[seconds[0]!]!;
    const to = series.t[seconds.at(-1)!]! + 1;
    return {from, to, lines: linesOf(series, seconds, {from, to})};
  });
}

function linesOf(series: Series, seconds: readonly number[], {from, to}: {from: number; to: number}): Readout['lines'] {
  const isOne = seconds.length === 1;
  const pick = (column: readonly (number | null)[]): number[] =>
    seconds.map(second => column[second] ?? null).filter(value => value !== null);
  const most = (column: readonly (number | null)[]): number | undefined => pick(column).sort((a, b) => b - a)[0];
  const [rate, p95, usage] = [most(series.rate) ?? 0, most(series.p95), most(series.cost)];
  const failed = pick(series.errors).reduce((sum, value) => sum + value, 0);
  const pods = pick(series.ready).sort((a, b) => a - b)[0];
  const upTo = isOne ? '' : '≤ ';
  const requests = [
    isOne ? clockText(from) : `${clockText(from)}–${clockText(to)}`,
    `${upTo}${formatNumber(rate, 'count')} req/s`,
    ...(failed > 0 ? [`${formatNumber(failed, 'count')} failed`] : []),
  ];
  const rest = [
    ...(p95 === undefined ? [] : [`p95 ${upTo}${formatNumber(p95, 'ms')}`]),
    ...(pods === undefined ? [] : [`${isOne ? '' : '≥ '}${plural(pods, 'pod')}`]),
    ...(usage === undefined ? [] : [`${upTo}${formatNumber(usage, '$/h')}`]),
  ];
  return [requests.join(' · '), rest.join(' · ')];
}
