import type {Advice} from '../analysis/request-advice.js';
import type {RightSizing} from '../analysis/right-sizing.js';
import {formatDuration, formatResource, type Resource} from './format.js';
import type {AdviceResult, RightSizingResult} from './schema/right-sizing.js';
import {asSentence, plural} from './wording.js';

/** The sizes in the published form, each with the evidence in a sentence. */
export function rightSizingResult({cpu, memory, ...size}: RightSizing): RightSizingResult {
  return {...size, cpu: adviceResult('cpu', cpu, size), memory: adviceResult('memory', memory, size)};
}

type Looked = Pick<RightSizing, 'seconds' | 'faults'>;

function adviceResult(resource: Resource, {note, ...advice}: Advice, looked: Looked): AdviceResult {
  const clauses = [evidence(resource, advice, looked), note].filter(clause => clause !== null);
  return {...advice, evidence: asSentence(clauses.join('; '))};
}

const NAMES = {cpu: 'CPU', memory: 'memory'};
const RULES = {cpu: 'p95 × 1.15', memory: 'the most × 1.2'};
/** Only what was killed for want of memory is advised more than its limit. */
const BEYOND_LIMIT = 'its limit × 1.2';

function evidence(
  resource: Resource,
  {request, limit, used, action, target}: Omit<Advice, 'note'>,
  {seconds, faults}: Looked,
): string {
  const show = (value: number): string => formatResource(value, resource);
  const asked = request === null ? `no ${NAMES[resource]} request` : `${NAMES[resource]} request ${show(request)}`;
  if (used === null && target === null) return asked;
  const over = `${formatDuration(seconds)} of load incl. ${plural(faults, 'fault')}`;
  const measured =
    used === null ? asked : `${asked}; at most ${show(used.max)} were used over ${over} (p95 ${show(used.p95)})`;
  if (action === 'unknown') return `${measured}; no advice`;
  if (action === 'keep' || target === null) return `${measured}; it fits (${RULES[resource]})`;
  const rule = limit !== null && target > limit ? BEYOND_LIMIT : RULES[resource];
  return `${measured}; ${action} it to ${show(target)} (${rule}, rounded up)`;
}
