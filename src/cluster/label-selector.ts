import type {LabelSelector, LabelSelectorRequirement} from 'kubernetes-types/meta/v1.js';

type Labels = Readonly<Record<string, string>>;

/** Reads a label selector as the API writes it (`app=x,tier in (a,b),!old,env!=dev`) into a test of labels. Throws where it is none. */
export function labelMatcher(selector: string): (labels: Labels) => boolean {
  const matchExpressions = splitAtCommas(selector).map(readRequirement);
  return labels => selects({matchExpressions}, labels);
}

/** Whether a selector takes an object with these labels; an empty one takes every object. */
export function selects({matchLabels = {}, matchExpressions = []}: LabelSelector, labels: Labels = {}): boolean {
  const isEqual = Object.entries(matchLabels).every(([key, value]) => labels[key] === value);
  return isEqual && matchExpressions.every(requirement => meets(requirement, labels));
}

/** Commas in parentheses are part of a set of values. */
function splitAtCommas(selector: string): string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map(text => text.trim())
    .filter(text => text !== '');
}

const SET_BASED = /^(?<key>[^\s=!,()]+)\s+(?<operator>in|notin)\s*\((?<values>[^()]*)\)$/;
const EQUALITY = /^(?<key>[^\s=!,()]+)\s*(?<operator>==|=|!=)\s*(?<value>[^\s=!,()]*)$/;
const EXISTENCE = /^(?<not>!?)\s*(?<key>[^\s=!,()]+)$/;

function readRequirement(text: string): LabelSelectorRequirement {
  const {key: listed, operator: isIn, values = ''} = SET_BASED.exec(text)?.groups ?? {};
  if (listed !== undefined) {
    const operator = isIn === 'in' ? 'In' : 'NotIn';
    return {key: listed, operator, values: values.split(',').map(value => value.trim())};
  }
  const {key: compared, operator: equals, value = ''} = EQUALITY.exec(text)?.groups ?? {};
  if (compared !== undefined) return {key: compared, operator: equals === '!=' ? 'NotIn' : 'In', values: [value]};
  const {key: named, not} = EXISTENCE.exec(text)?.groups ?? {};
  if (named !== undefined) return {key: named, operator: not === '!' ? 'DoesNotExist' : 'Exists'};
  throw new Error(`unable to parse requirement: ${JSON.stringify(text)}`);
}

function meets({key, operator, values = []}: LabelSelectorRequirement, labels: Labels): boolean {
  const value = labels[key];
  switch (operator) {
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'In':
      return value !== undefined && values.includes(value);
    default:
      return value === undefined || !values.includes(value); // NotIn
  }
}
