import {formatNumber} from '../../format.js';
import type {Result} from '../../result-schema.js';
import type {ExperimentResult} from '../../schema/experiment.js';
import {environmentRows} from '../../tables/environment-rows.js';
import {eventsTable, injectionsTable} from '../../tables/fault-tables.js';
import {phasesTable, requestsTable} from '../../tables/traffic-tables.js';
import {type Markup, markup} from '../markup.js';
import {sharedTable} from '../table.js';

/** What the requests of each phase experienced. */
export function trafficPart(result: Result): Markup | undefined {
  if (result.phases.length === 0) return undefined;
  const requests = requestsTable(result);
  return markup`<section><h2>Traffic</h2>
${sharedTable('Phases', phasesTable(result))}
${requests.rows.length === 0 ? undefined : folded('By request', sharedTable('Requests', requests))}</section>
`;
}

/** What was done to the victim, and what happened to its pods. */
export function detailsPart({experiments}: Result): Markup | undefined {
  if (experiments.length === 0) return undefined;
  const events = experiments.flatMap(eventParts);
  return markup`<section><h2>Details</h2>
${folded('What was done', markup`${experiments.map(injectionPart)}`)}
${events.length === 0 ? undefined : folded('What happened to the pods', markup`${events}`)}</section>
`;
}

/** Where and by what it was measured. */
export function environmentPart(result: Result): Markup {
  const rows = environmentRows(result).map(([title, value]) => markup`<div><dt>${title}</dt><dd>${value}</dd></div>\n`);
  return markup`<section><h2>Environment</h2><dl class="facts">${rows}</dl></section>
`;
}

function folded(title: string, content: Markup): Markup {
  return markup`<details><summary>${title}</summary>${content}</details>
`;
}

function injectionPart(experiment: ExperimentResult): Markup {
  const {name, fault, engine, seed, repeats} = experiment;
  const seeded = seed === undefined ? '' : `, seed ${seed}`;
  return markup`<h3>${name} <span class="muted">${fault}, by ${engine}${seeded}</span></h3>
${repeats.length === 0 ? undefined : sharedTable(`Injections of ${name}`, injectionsTable(experiment))}`;
}

function eventParts({name, repeats}: ExperimentResult): Markup[] {
  return repeats
    .filter(({timeline}) => timeline.length > 0)
    .map(
      one => markup`<h3>${name}, repeat ${one.repeat} <span class="muted">injected at ${formatNumber(one.injection.injectedAt, 's')}</span></h3>
${sharedTable(`Pods of ${name}, repeat ${one.repeat}`, eventsTable(one))}`,
    );
}
