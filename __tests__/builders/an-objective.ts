import type {Objective, Operator, Phase, Unit} from '../../src/spec/objective.js';

/** Reads `latency.p95 <= +25% vs baseline` as the spec's grammar does, for canonical units only: s, ms, %, pp, /s, $, $/h, /month, x, none. */
export function anObjective(text: string): Objective {
  const match =
    /^(\S+) (<=|<|>=|>) ([+-]?)\$?([\d.]+)(s|ms|%|pp|\/s|\/h|\/month|x|)(?: during (\w+))?(?: vs (\w+))?$/.exec(text);
  if (match === null) throw new Error(`no objective: ${text}`);
  const [, metric = '', operator, sign = '', number, suffix, during, versus] = match;
  const kind = sign === '' ? 'absolute' : suffix === '%' ? 'percent' : 'delta';
  return {
    text,
    metric,
    unit: unitOf(metric),
    operator: operator as Operator,
    limit: {kind, value: Number(`${sign}${number}`)},
    ...(during === undefined ? {} : {during: during as Phase}),
    ...(versus === undefined ? {} : {versus: versus as 'baseline'}),
  };
}

function unitOf(metric: string): Unit {
  if (metric.startsWith('recovery')) return 's';
  if (metric.startsWith('latency')) return 'ms';
  if (metric === 'throughput') return 'req/s';
  if (metric.startsWith('cost.multiplier')) return 'x';
  if (metric === 'cost.reserved') return '$/month';
  if (metric.startsWith('cost.')) return metric.startsWith('cost.hourly') ? '$/h' : '$';
  return metric === 'restarts' ? 'count' : '%';
}
