import {readDuration} from '../../spec/duration.js';
import {type Exact, exact, over, times} from './exact.js';

/** How often a CronJob's schedule comes in a month of 730 hours, on average over the calendar's 400 years; undefined where it can't be read. */
export function runsPerMonth(schedule: string): Exact | undefined {
  const text = schedule.trim().toLowerCase();
  const every = /^@every\s+(\S+)$/.exec(text)?.[1];
  if (every !== undefined) return everySoOften(every);
  const fields = (MACROS[text] ?? text).split(/\s+/);
  if (fields.length !== 5) return undefined;
  const sets = fields.map((field, index) => readField(field, FIELDS[index]!));
  if (sets.some(set => set === undefined)) return undefined;
  const [minutes, hours, days, months, weekdays] = sets as Set<number>[];
  // As cron has it: with both the day of the month and of the week limited, either is enough.
  const either = !isOpen(fields[2]!) && !isOpen(fields[4]!);
  let matching = 0n;
  for (let day = 0; day < DAYS_OF_CYCLE; day++) {
    const date = new Date(CYCLE_START + day * DAY_MS);
    if (!months!.has(date.getUTCMonth() + 1)) continue;
    const inMonth = days!.has(date.getUTCDate());
    const inWeek = weekdays!.has(date.getUTCDay());
    if (either ? inMonth || inWeek : inMonth && inWeek) matching++;
  }
  const perDay = BigInt(minutes!.size * hours!.size);
  return times({n: matching * perDay, d: BigInt(DAYS_OF_CYCLE)}, over(exact(730), exact(24)));
}

const DAY_MS = 86_400_000;
const DAYS_OF_CYCLE = 146_097;
const CYCLE_START = Date.UTC(2000, 0, 1);

const MACROS: Record<string, string | undefined> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};

interface Field {
  from: number;
  to: number;
  names?: readonly string[];
}

const FIELDS: readonly Field[] = [
  {from: 0, to: 59},
  {from: 0, to: 23},
  {from: 1, to: 31},
  {from: 1, to: 12, names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']},
  {from: 0, to: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']},
];

function everySoOften(text: string): Exact | undefined {
  const ms = readDuration(text);
  return ms === undefined || ms < 1000 ? undefined : over(exact(730 * 3_600_000), exact(Math.floor(ms / 1000) * 1000));
}

function isOpen(field: string): boolean {
  return field === '*' || field === '?' || field === '*/1';
}

function readField(text: string, field: Field): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [, first, last, step] = /^(\*|\?|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
    const range = first === undefined ? undefined : rangeOf({first, last, isStepped: step !== undefined}, field);
    const by = Number(step ?? 1);
    if (range === undefined || by < 1) return undefined;
    for (let value = range.from; value <= range.to; value += by) values.add(value);
  }
  return values;
}

/** `5/15` goes on to the field's end; a bare `5` does not. */
function rangeOf(
  {first, last, isStepped}: {first: string; last: string | undefined; isStepped: boolean},
  field: Field,
): {from: number; to: number} | undefined {
  if (first === '*' || first === '?') return last === undefined ? field : undefined;
  const from = readValue(first, field);
  const to = last === undefined ? (isStepped ? field.to : from) : readValue(last, field);
  if (from === undefined || to === undefined || from > to) return undefined;
  return {from, to};
}

function readValue(text: string, {from, to, names}: Field): number | undefined {
  const named = names?.indexOf(text) ?? -1;
  const value = named >= 0 ? named + from : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return value >= from && value <= to ? value : undefined;
}
