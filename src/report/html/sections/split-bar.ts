import {withUncertainty} from '../../format.js';
import type {RepeatResult} from '../../schema/experiment.js';
import {type Markup, markup} from '../markup.js';

/** Where the time of a repeat's pod went, as a bar with its parts below; undefined where that isn't known. */
export function splitBar({repeat, split, dominant}: RepeatResult, repeats: number): Markup | undefined {
  const total = split.reduce((sum, {seconds}) => sum + seconds, 0);
  if (total === 0) return undefined;
  const starts = split.map((_, index) => split.slice(0, index).reduce((sum, {seconds}) => sum + seconds, 0));
  const bars = split.map(({part, seconds}, index) => {
    const [x, width] = [starts[index]!, seconds].map(value => ((value / total) * WIDTH).toFixed(1));
    return markup`<rect class="${styleOf(index, part === dominant?.part)}" x="${x}" y="0" width="${width}" height="14"><title>${part}: ${textOf(split[index]!)}</title></rect>`;
  });
  const parts = split.map((one, index) => {
    const isLongest = one.part === dominant?.part;
    return markup`<div${isLongest ? markup` class="longest"` : undefined}><dt><svg class="swatch" viewBox="0 0 10 10" aria-hidden="true"><rect class="${styleOf(index, isLongest)}" width="10" height="10" rx="2"/></svg>${one.part}</dt><dd>${textOf(one)}</dd></div>\n`;
  });
  return markup`<p class="where">Where the pod’s time${repeats > 1 ? ` of repeat ${repeat}` : ''} went:</p>
<svg class="split" viewBox="0 0 ${WIDTH} 14" preserveAspectRatio="none" aria-hidden="true">${bars}</svg>
<dl class="split">${parts}</dl>
`;
}

const WIDTH = 1000;

function textOf({seconds, uncertaintySeconds}: RepeatResult['split'][number]): string {
  return withUncertainty(seconds, uncertaintySeconds);
}

function styleOf(index: number, isLongest: boolean): string {
  return isLongest ? 'part longest' : `part p${index % 2}`;
}
