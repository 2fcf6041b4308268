import type {PhaseResult} from '../../schema/phase.js';
import {type Markup, markup} from '../markup.js';
import {clockText} from './clock-text.js';
import type {Frame} from './frame.js';
import {fitted, placeFlag, widthOf} from './labels.js';
import type {FaultMark, RecoveryMark} from './marks.js';
import {short} from './paths.js';

/** Each fault as a shaded band through all lanes, with a line where it was injected and one where it had recovered. */
export function faultBands(faults: readonly FaultMark[], frame: Frame): Markup {
  const {time, flags, lanes} = frame;
  const bottom = lanes.at(-1)?.bottom ?? flags.bottom;
  const line = (style: string, at: number): Markup => {
    const x = short(time.at(at));
    const pieces = [flags, ...lanes].map(row => `M${x} ${row.top}V${row.bottom}`);
    return markup`<path class="${style}" d="${pieces.join('')}"/>`;
  };
  return markup`${faults.map(fault => {
    const [x, end] = [time.at(fault.from), time.at(fault.to)];
    const {recovery} = fault;
    return markup`<g><title>${inWords(fault)}</title><rect class="band" x="${short(x)}" y="${flags.top}" width="${short(Math.max(1, end - x))}" height="${bottom - flags.top}"/>${line('injected', fault.injectedAt)}${recovery === undefined ? undefined : line(styleOf(recovery), recovery.at)}</g>\n`;
  })}`;
}

/** The phases in a row, each with its name where there is room for it; faults of several repeats are numbered. */
export function phaseRow(phases: readonly PhaseResult[], {time, phases: row}: Frame): Markup {
  const repeated = new Set(phases.flatMap(({experiment, repeat}) => ((repeat ?? 1) > 1 ? [experiment] : [])));
  const parts = phases.map(({name, experiment, repeat, from, to}) => {
    const x = time.at(from);
    const width = Math.max(0, time.at(to) - x);
    const isNumbered = name === 'fault' && repeat !== undefined && repeated.has(experiment);
    const labels = isNumbered ? [`${TITLES[name]} ${repeat}`, String(repeat)] : [TITLES[name]];
    const label = labels.find(text => widthOf(text) <= width);
    const text =
      label === undefined
        ? undefined
        : markup`<text x="${short(x + width / 2)}" y="${row.top + 13}" text-anchor="middle">${label}</text>`;
    return markup`<g class="phase ${name}"><title>${labels[0]}, ${clockText(from)} to ${clockText(to)}</title><rect x="${short(x)}" y="${row.top}" width="${short(Math.max(0.5, width - 1))}" height="${row.bottom - row.top}" rx="3"/>${text}</g>`;
  });
  return markup`${parts}`;
}

/** The names of the experiments, each over all of its repeats. */
export function nameRow(faults: readonly FaultMark[], {time, names}: Frame): Markup {
  const firsts = faults.filter(({experiment}, index) => faults[index - 1]?.experiment !== experiment);
  const parts = firsts.map(({experiment, from}) => {
    const until = faults.findLast(fault => fault.experiment === experiment)?.until ?? from;
    const x = time.at(from);
    const label = fitted(experiment, time.at(until) - x - 6);
    return label === undefined
      ? undefined
      : markup`<text class="name" x="${short(x + 1)}" y="${names.top + 13}"><title>${experiment}</title>${label}</text>`;
  });
  return markup`${parts.filter(part => part !== undefined)}`;
}

/** How long each recovery took, beside its line. */
export function flagRow(faults: readonly FaultMark[], {time, flags, left, right}: Frame): Markup {
  const parts = faults.map(({recovery, from}, index) => {
    if (recovery === undefined) return undefined;
    const {isRecovered, took} = recovery;
    const next = faults[index + 1];
    const placed = placeFlag({
      x: time.at(recovery.at),
      long: isRecovered ? `recovered in ${took}` : `not recovered (${took})`,
      short: took,
      room: [Math.max(left, time.at(from)), next === undefined ? right : time.at(next.from)],
    });
    return placed === undefined
      ? undefined
      : markup`<text class="flag ${styleOf(recovery)}" x="${short(placed.x)}" y="${flags.top + 13}" text-anchor="${placed.anchor}">${placed.text}</text>`;
  });
  return markup`${parts.filter(part => part !== undefined)}`;
}

/** A fault and what came of it, as a sentence. */
export function inWords({experiment, repeat, from, to, injectedAt, recovery}: FaultMark): string {
  const ending =
    recovery === undefined
      ? 'it is not known whether it recovered'
      : recovery.isRecovered
        ? `recovered in ${recovery.took}, at ${clockText(recovery.at)}`
        : `not recovered (${recovery.took})`;
  const which = repeat === undefined ? experiment : `${experiment}, repeat ${repeat}`;
  return `${which}: injected at ${clockText(injectedAt)}, its phase from ${clockText(from)} to ${clockText(to)}; ${ending}.`;
}

const TITLES = {
  idle: 'idle',
  warmup: 'warm-up',
  baseline: 'baseline',
  fault: 'fault',
  recover: 'recover',
  settle: 'settle',
};

function styleOf({isRecovered}: RecoveryMark): string {
  return isRecovered ? 'recovered' : 'missed';
}
