import {formatNumber, NOTHING} from '../format.js';
import type {ExperimentResult, RepeatResult} from '../schema/experiment.js';
import {numbers, type Table} from './table.js';

/** When an experiment's faults were injected, and how sure that is. */
export function injectionsTable({repeats}: Pick<ExperimentResult, 'repeats'>): Table {
  return {columns: INJECTION_COLUMNS, rows: repeats.map(injectionCells)};
}

/** What happened to the pods in a repeat; times count from the injection. */
export function eventsTable({injection, timeline}: Pick<RepeatResult, 'injection' | 'timeline'>): Table {
  const rows = timeline.map(({at, what, pod, detail}) => [
    sinceInjection(at - injection.injectedAt),
    what,
    pod ?? '',
    detail ?? '',
  ]);
  return {columns: [numbers('After injection'), {title: 'What'}, {title: 'Pod'}, {title: 'Detail'}], rows};
}

const INJECTION_COLUMNS = [
  numbers('Repeat'),
  {title: 'What the engine did'},
  ...['Injected at', 'Asked for', 'Confirmed', 'Removed at'].map(numbers),
  {title: 'Proof'},
];

const GRADES = {effect: 'seen', applied: 'the engine’s word', none: 'none'};

function injectionCells({repeat, injection, proof}: RepeatResult): string[] {
  const {requestedAt, acknowledgedAt, injectedAt, removedAt, applied} = injection;
  return [
    String(repeat),
    applied,
    formatNumber(injectedAt, 's'),
    `${formatNumber(injectedAt - requestedAt, 's')} before`,
    `${formatNumber(acknowledgedAt - injectedAt, 's')} after`,
    removedAt === undefined ? NOTHING : formatNumber(removedAt, 's'),
    `${GRADES[proof.grade]}: ${proof.what}`,
  ];
}

function sinceInjection(seconds: number): string {
  const text = formatNumber(seconds, 's');
  return seconds > 0 && text !== '0 s' ? `+${text}` : text;
}
