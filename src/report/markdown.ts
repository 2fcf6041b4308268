import {renderDocument, type Section} from './document.js';
import type {Result} from './result-schema.js';
import {actionsSection} from './sections/actions-section.js';
import {costSection} from './sections/cost-section.js';
import {diagnosisSection} from './sections/diagnosis-section.js';
import {headlineSection, reasonsSection} from './sections/headline-section.js';
import {objectivesSection} from './sections/objectives-section.js';
import {recoverySection, repeatsSection} from './sections/recovery-section.js';
import {reservedSection} from './sections/reserved-section.js';
import {rightSizingSection} from './sections/right-sizing-section.js';
import {environmentSection, noticesSection} from './sections/run-sections.js';
import {timelineSection} from './sections/timeline-section.js';
import {phasesSection, requestsSection} from './sections/traffic-sections.js';

export interface MarkdownOptions {
  /** The most characters it may have; a comment on GitHub takes 65,536. */
  limit?: number;
}

/** The report as GitHub's Markdown: the verdict and why, the objectives, the recovery, and the rest folded. */
export function renderMarkdown(result: Result, options: MarkdownOptions = {}): string {
  const sections = SECTIONS.map(section => section(result)).filter(section => section !== undefined);
  return renderDocument(sections, options.limit);
}

/** In the order of the page. */
const SECTIONS: readonly ((result: Result) => Section | undefined)[] = [
  headlineSection,
  reasonsSection,
  objectivesSection,
  diagnosisSection,
  recoverySection,
  reservedSection,
  costSection,
  rightSizingSection,
  noticesSection,
  phasesSection,
  requestsSection,
  repeatsSection,
  actionsSection,
  timelineSection,
  environmentSection,
];
