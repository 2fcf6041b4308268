import type {Result} from '../../result-schema.js';
import type {DiagnosisResult} from '../../schema/diagnosis.js';
import {asSentence, diagnosisPlace} from '../../wording.js';
import {type Markup, markup} from '../markup.js';

/** What made recoveries slow, with the change that each asks for; the gravest first. */
export function diagnosisPart({diagnoses}: Result): Markup | undefined {
  if (diagnoses.length === 0) return undefined;
  return markup`<section><h2>Diagnosis</h2>
<ul class="diagnoses">${diagnoses.map(item)}</ul></section>
`;
}

function item(diagnosis: DiagnosisResult): Markup {
  const {severity, rule, what, fix} = diagnosis;
  return markup`<li class="${severity}"><strong>${rule}</strong> <span class="muted">${severity}; ${diagnosisPlace(diagnosis)}</span><br>${asSentence(what)} <strong>Change:</strong> ${asSentence(fix)}</li>
`;
}
