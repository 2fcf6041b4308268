import {formatMeasured, formatNumber} from '../../format.js';
import {adviceBeside} from '../../headline.js';
import {recoveryKinds, slowestRepeat, stoppedText, summariseRepeats} from '../../recovery-repeats.js';
import type {Result} from '../../result-schema.js';
import type {ExperimentResult, RepeatResult} from '../../schema/experiment.js';
import {numbers} from '../../tables/table.js';
import {asSentence} from '../../wording.js';
import {type Markup, markup} from '../markup.js';
import {sharedTable} from '../table.js';
import {splitBar} from './split-bar.js';

/** For each experiment: how long it took to recover, where that time went, and what would make it shorter. */
export function recoveryPart(result: Result): Markup | undefined {
  const measured = result.experiments.filter(({repeats}) => repeats.length > 0);
  const parts = measured.map(experiment => experimentPart(experiment, result));
  return parts.length === 0
    ? undefined
    : markup`<section><h2>Recovery</h2>${parts}</section>
`;
}

function experimentPart(experiment: ExperimentResult, result: Result): Markup {
  const slowest = slowestRepeat(experiment);
  const advice = adviceBeside(experiment, result);
  const stopped = stoppedText(experiment);
  const note = (slowest ?? experiment.repeats[0])?.recovery.total.note;
  return markup`<article><h3>${experiment.name} <span class="muted">${experiment.fault}</span></h3>
<p>${inWords(experiment, slowest)}${note === undefined ? undefined : ` ${asSentence(note)}`}</p>
${stopped === undefined ? undefined : markup`<p>${stopped}</p>`}
${experiment.repeats.length > 1 ? repeatsTable(experiment) : undefined}
${slowest === undefined ? undefined : splitBar(slowest, experiment.repeats.length)}
${advice === undefined ? undefined : markup`<p class="advice">${asSentence(advice)}</p>`}
${problems(experiment)}</article>
`;
}

function inWords({repeats}: ExperimentResult, slowest: RepeatResult | undefined): Markup {
  if (slowest === undefined) return markup`The recovery was not measured.`;
  const {total, service, pod, adapt} = slowest.recovery;
  const took = markup`<strong>${formatMeasured({...total, bound: '='}, 's')}</strong>`;
  const parts = [
    `service ${formatMeasured(service, 's')}`,
    `pod ${formatMeasured(pod, 's')}`,
    ...(adapt === undefined ? [] : [`adapted after ${formatMeasured(adapt, 's')}`]),
  ].join(', ');
  const which = repeats.length > 1 ? ` in repeat ${slowest.repeat}, the slowest of ${repeats.length}` : '';
  return total.bound === '>'
    ? markup`Did not recover within ${took}${which} (${parts}).`
    : markup`Recovered in ${took}${which} (${parts}).`;
}

function repeatsTable(experiment: ExperimentResult): Markup {
  const rows = recoveryKinds(experiment).map(({kind, title}) => {
    const {fastest, average, slowest, each} = summariseRepeats(experiment, kind);
    return [title, fastest, average, slowest, each.join(', ')];
  });
  const columns = [{title: 'Metric'}, ...['Fastest', 'Average', 'Slowest'].map(numbers), {title: 'Each repeat'}];
  return sharedTable(`Recoveries of ${experiment.name}`, {columns, rows});
}

function problems({repeats}: ExperimentResult): Markup | undefined {
  const rows = repeats.flatMap(({repeat, inconclusive}) =>
    inconclusive.map(
      why => markup`<li>Repeat ${formatNumber(repeat, 'count')} can’t be judged: ${asSentence(why)}</li>`,
    ),
  );
  return rows.length === 0 ? undefined : markup`<ul>${rows}</ul>`;
}
