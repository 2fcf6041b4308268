import type {Section} from '../document.js';
import {escapeMarkdown} from '../escape.js';
import type {Result} from '../result-schema.js';
import type {DiagnosisResult} from '../schema/diagnosis.js';
import {asSentence, diagnosisPlace} from '../wording.js';

/** What made recoveries slow, with the change that each asks for; the gravest first. */
export function diagnosisSection(result: Result): Section | undefined {
  if (result.diagnoses.length === 0) return undefined;
  return {
    title: 'Diagnosis',
    rank: 2,
    shown: 'heading',
    blocks: [{rows: result.diagnoses.map(line)}],
  };
}

const ICONS = {high: '🔴', medium: '🟠', low: '⚪'};

function line(diagnosis: DiagnosisResult): string {
  const {severity, rule, what, fix} = diagnosis;
  return `- ${ICONS[severity]} **${escapeMarkdown(rule)}** (${severity}; ${escapeMarkdown(diagnosisPlace(diagnosis))}): ${escapeMarkdown(asSentence(what))} **Change:** ${escapeMarkdown(asSentence(fix))}`;
}
