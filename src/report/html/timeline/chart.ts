import {inCurrency} from '../../format.js';
import type {Result} from '../../result-schema.js';
import {type Markup, markup} from '../markup.js';
import {faultBands, flagRow, nameRow, phaseRow} from './bands.js';
import {clockText} from './clock-text.js';
import {type Frame, frameOf, LANE_TITLE, type Size} from './frame.js';
import {type Lane, lanesOf} from './lanes.js';
import {faultMarks} from './marks.js';
import {short} from './paths.js';
import {readouts} from './readouts.js';

/** The run as curves over its time, with its phases, faults and recoveries: an SVG whose text alternative has the id `describedBy`. */
export function timelineChart(result: Result, size: Size, describedBy: string): Markup {
  const lanes = lanesOf(result.series);
  const frame = frameOf(size, result, lanes.length);
  const faults = faultMarks(result);
  return markup`<svg class="chart ${size}" viewBox="0 0 ${frame.width} ${frame.height}" role="img" aria-label="Timeline of the run" aria-describedby="${describedBy}">
${lanes.map((lane, index) => grid(lane, {index, frame, currency: currencyOf(result)}))}
${faultBands(faults, frame)}
${lanes.map((lane, index) => curves(lane, index, frame))}
${phaseRow(result.phases, frame)}
${nameRow(faults, frame)}
${flagRow(faults, frame)}
${timeAxis(frame)}
${columns(result, frame)}
</svg>`;
}

function currencyOf({cost}: Result): string {
  return cost?.prices.currency ?? '$';
}

function grid(lane: Lane, {index, frame, currency}: {index: number; frame: Frame; currency: string}): Markup {
  const row = frame.lanes[index]!;
  const scale = lane.scale([row.bottom, row.top]);
  const lines = scale.ticks.map(value => {
    const y = short(scale.at(value));
    return markup`<path class="grid" d="M${frame.left} ${y}H${frame.right}"/><text class="tick" x="${frame.left - 7}" y="${y}" dy="3.5" text-anchor="end">${inCurrency(lane.tick(value), currency)}</text>`;
  });
  const legend = lane.legend.map(({name, style}) => markup`<tspan dx="10" class="${style} key">${name}</tspan>`);
  return markup`<text class="title" x="${frame.left}" y="${row.top - LANE_TITLE + 14}">${lane.title}${legend}</text>${lines}`;
}

function curves(lane: Lane, index: number, frame: Frame): Markup {
  const row = frame.lanes[index]!;
  return lane.draw({x: frame.time, y: lane.scale([row.bottom, row.top])}, frame.points);
}

function timeAxis({time, axis}: Frame): Markup {
  const labels = time.ticks.map(
    seconds =>
      markup`<text class="tick" x="${short(time.at(seconds))}" y="${axis.top + 13}" text-anchor="middle">${clockText(seconds)}</text>`,
  );
  return markup`<g>${labels}</g>`;
}

/** Columns that say their numbers when one points at them: without a script. */
function columns(result: Result, frame: Frame): Markup {
  const top = frame.lanes[0]?.top ?? 0;
  const height = (frame.lanes.at(-1)?.bottom ?? top) - top;
  const y = frame.readout.top + 13;
  const parts = readouts(result.series, frame.columns).map(({from, to, lines: [first, numbers]}) => {
    const second = inCurrency(numbers, currencyOf(result));
    const x = frame.time.at(from);
    const width = short(frame.time.at(to) - x);
    const rest = frame.readoutLines === 1 ? ` · ${second}` : markup`<tspan x="${frame.left}" dy="16">${second}</tspan>`;
    return markup`<g class="c"><rect x="${short(x)}" y="${top}" width="${width}" height="${height}"/><text x="${frame.left}" y="${y}">${first}${rest}</text></g>\n`;
  });
  return markup`<text class="hint" x="${frame.left}" y="${y}">Point at the chart for the numbers of a moment.</text>${parts}`;
}
