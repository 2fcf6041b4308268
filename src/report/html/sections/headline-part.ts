import {formatDuration, formatNumber} from '../../format.js';
import {mainReason, nextStep} from '../../headline.js';
import type {Result} from '../../result-schema.js';
import {asSentence, plural, VERDICT_WORDS} from '../../wording.js';
import {codeMarkup, type Markup, markup} from '../markup.js';

/** The verdict with the one reason that matters, what to do about it, and the other reasons. */
export function headlinePart(result: Result): Markup {
  const next = nextStep(result);
  return markup`<header>
<p class="facts"><strong>${result.name}</strong> ${factsOf(result).map(fact => markup`<span>${fact}</span> `)}</p>
<h1><span class="verdict ${result.verdict}">${VERDICT_WORDS[result.verdict].title}<span class="hidden">: </span></span> ${unitsKept(mainReason(result))}</h1>
${fullText(result)}${next === undefined ? undefined : markup`<p class="next">${asSentence(next)}</p>`}
${furtherReasons(result)}</header>
`;
}

/** What the reader should know to judge the numbers. */
export function noticesPart({notices}: Result): Markup | undefined {
  if (notices.length === 0) return undefined;
  return markup`<section><h2>Notices</h2><ul>${notices.map(notice => markup`<li>${asSentence(notice)}</li>`)}</ul></section>
`;
}

/** The text in which no line breaks between a number and its unit. */
function unitsKept(text: string): Markup {
  const [first = '', ...rest] = text.split(/(?<=\d) (?=(?:s|ms|min|h|%|pp|req\/s)(?![\w-]))/);
  return markup`${first}${rest.map(part => markup`&nbsp;${part}`)}`;
}

function factsOf({cluster, load, experiments, durationSeconds, startedAt}: Result): string[] {
  return [
    ...(cluster === null ? [] : [cluster.context]),
    ...(cluster?.version ? [`Kubernetes ${cluster.version}`] : []),
    ...(load === null ? [] : [formatNumber(load.rate, 'req/s')]),
    ...(experiments.length === 0 ? [] : [plural(experiments.length, 'experiment')]),
    formatDuration(durationSeconds),
    `${startedAt.slice(0, 16).replace('T', ' ')} UTC`,
  ];
}

/** A reason too long for the title, such as the last lines of a build. */
function fullText(result: Result): Markup | undefined {
  const reason = result.reasons[0]?.trim() ?? '';
  return reason === '' || mainReason(result) === reason ? undefined : codeMarkup(reason);
}

function furtherReasons({reasons}: Result): Markup | undefined {
  const others = reasons.slice(1);
  if (others.length === 0) return undefined;
  return markup`<div class="also"><p>Also${others.length === 1 ? '' : ', worst first'}:</p><ul>${others.map(reason => markup`<li>${reason}</li>`)}</ul></div>
`;
}
