import type {Result} from '../../result-schema.js';
import {type Markup, markup} from '../markup.js';
import {inWords} from '../timeline/bands.js';
import {timelineChart} from '../timeline/chart.js';
import {faultMarks} from '../timeline/marks.js';

/** The whole run as one chart, and in words; undefined where nothing was measured. */
export function timelinePart(result: Result): Markup | undefined {
  if (result.series.t.length === 0) return undefined;
  const faults = faultMarks(result);
  const words =
    faults.length === 0
      ? [markup`<li>No fault was injected.</li>`]
      : faults.map(fault => markup`<li>${inWords(fault)}</li>`);
  return markup`<section class="timeline"><h2>Timeline</h2>
<figure>
${timelineChart(result, 'wide', WORDS)}
${timelineChart(result, 'narrow', WORDS)}
<figcaption><details><summary>The chart in words</summary><div id="${WORDS}">
<p>Requests, latency, pods in service and cost per hour, second by second. The shaded bands are the faults; the line at their start is the injection, the green line the recovery.</p>
<ul>${words}</ul></div></details></figcaption>
</figure></section>
`;
}

const WORDS = 'timeline-in-words';
