import type {Result} from '../result-schema.js';
import {VERDICT_WORDS} from '../wording.js';
import {type Markup, markup, styleMarkup, toHtml} from './markup.js';
import {costPart} from './sections/cost-part.js';
import {detailsPart, environmentPart, trafficPart} from './sections/details-parts.js';
import {diagnosisPart} from './sections/diagnosis-part.js';
import {headlinePart, noticesPart} from './sections/headline-part.js';
import {objectivesPart} from './sections/objectives-part.js';
import {recoveryPart} from './sections/recovery-part.js';
import {reservedPart} from './sections/reserved-part.js';
import {timelinePart} from './sections/timeline-part.js';
import {STYLES} from './styles.js';

export interface HtmlPorts {
  /** The SHA-256 of a text, in base64. */
  sha256(text: string): string;
}

/** The report as one page that loads nothing and runs no script: its policy forbids both. */
export function renderHtml(result: Result, {sha256}: HtmlPorts): string {
  const policy = `default-src 'none'; style-src 'sha256-${sha256(STYLES)}'; base-uri 'none'; form-action 'none'`;
  const parts = PARTS.map(part => part(result)).filter(part => part !== undefined);
  return toHtml(markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${VERDICT_WORDS[result.verdict].title}: ${result.name} – Chaos Cost Gate</title>
${styleMarkup(STYLES)}
</head>
<body>
<main>
${parts}
</main>
<footer>${result.tool.name} ${result.tool.version}. All the numbers are in <code>result.json</code> beside this page.</footer>
</body>
</html>
`);
}

/** In the order of the page. */
const PARTS: readonly ((result: Result) => Markup | undefined)[] = [
  headlinePart,
  objectivesPart,
  timelinePart,
  diagnosisPart,
  recoveryPart,
  reservedPart,
  costPart,
  noticesPart,
  trafficPart,
  detailsPart,
  environmentPart,
];
