import type {Result} from '../../result-schema.js';
import {type Scale, timeScale} from './scales.js';

/** The chart's measures, in its own units; one is a pixel where it is drawn at its size. */
export interface Frame {
  width: number;
  /** The edges of what is drawn against the scales. */
  left: number;
  right: number;
  /** The rows above the lanes: names of experiments, phases, and how long the recoveries took. */
  names: Row;
  phases: Row;
  flags: Row;
  lanes: readonly Row[];
  axis: Row;
  /** The row in which the numbers stand of the second that one points at, in one line or two. */
  readout: Row;
  readoutLines: 1 | 2;
  height: number;
  time: Scale;
  /** Into how many points a line is reduced, and into how many columns the run, to be pointed at. */
  points: number;
  columns: number;
}

/** A stretch from top to bottom. */
export interface Row {
  top: number;
  bottom: number;
}

/** The sizes in which the chart is drawn: one for screens and paper, one for telephones. */
export const SIZES = {
  wide: {width: 1120, left: 62, margin: 10, lane: 72, points: 600, columns: 180, tickEvery: 80, readoutLines: 1},
  narrow: {width: 400, left: 46, margin: 4, lane: 58, points: 250, columns: 60, tickEvery: 56, readoutLines: 2},
} as const;

export type Size = keyof typeof SIZES;

/** Lays a chart with so many lanes out. */
export function frameOf(size: Size, {series, phases}: Pick<Result, 'series' | 'phases'>, laneCount: number): Frame {
  const {width, left, margin, lane, points, columns, tickEvery, readoutLines} = SIZES[size];
  const right = width - margin;
  const rows = rowsBelow(0);
  const names = rows(18, 2);
  const phaseRow = rows(18, 2);
  const flags = rows(18, 0);
  const lanes = Array.from({length: laneCount}, () => {
    rows(LANE_TITLE, 0);
    return rows(lane, 8);
  });
  const axis = rows(18, 4);
  const readout = rows(18 * readoutLines, 2);
  return {
    width,
    left,
    right,
    names,
    phases: phaseRow,
    flags,
    lanes,
    axis,
    readout,
    readoutLines,
    height: readout.bottom + 2,
    time: timeScale(...stretchOf(series, phases), [left, right], Math.floor((right - left) / tickEvery)),
    points,
    columns,
  };
}

/** The height of a lane's title above it. */
export const LANE_TITLE = 22;

/** Gives one row below the other, each with its height and the gap below it. */
function rowsBelow(start: number): (height: number, gap: number) => Row {
  let top = start;
  return (height, gap) => {
    const row = {top, bottom: top + height};
    top = row.bottom + gap;
    return row;
  };
}

function stretchOf({t}: Result['series'], phases: Result['phases']): [from: number, to: number] {
  return [
    Math.min(t[0] ?? 0, ...phases.map(({from}) => from)),
    Math.max((t.at(-1) ?? 0) + 1, ...phases.map(({to}) => to)),
  ];
}
