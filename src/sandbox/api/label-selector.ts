import {badRequest} from './answer.js';

/** Whether labels fit. */
export type LabelMatcher = (labels: Readonly<Record<string, string>>) => boolean;

const SET_BASED = /^(?<key>[^\s=!,()]+)\s+(?<operator>in|notin)\s*\((?<values>[^()]*)\)$/;
const EQUALITY = /^(?<key>[^\s=!,()]+)\s*(?<operator>==|=|!=)\s*(?<value>[^\s=!,()]*)$/;
const EXISTENCE = /^(?<not>!?)\s*(?<key>[^\s=!,()]+)$/;

/** Reads a label selector as Kubernetes writes it, such as `app=web,tier in (a, b),!old`; 400 where it is none. */
export function labelMatcher(selector: string): LabelMatcher {
  const requirements = splitAtCommas(selector).map(parseRequirement);
  return labels => requirements.every(fits => fits(labels));
}

/** Commas in parentheses are part of a set of values. */
function splitAtCommas(selector: string): string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map(text => text.trim())
    .filter(text => text !== '');
}

function parseRequirement(text: string): LabelMatcher {
  const set = SET_BASED.exec(text)?.groups;
  if (set !== undefined) {
    const values = new Set((set.values ?? '').split(',').map(value => value.trim()));
    const isWanted = set.operator === 'in';
    return labels => {
      const value = labels[set.key ?? ''];
      return value === undefined ? !isWanted : values.has(value) === isWanted;
    };
  }
  const equality = EQUALITY.exec(text)?.groups;
  if (equality !== undefined) {
    const isWanted = equality.operator !== '!=';
    return labels => (labels[equality.key ?? ''] === equality.value) === isWanted;
  }
  const existence = EXISTENCE.exec(text)?.groups;
  if (existence === undefined) throw badRequest(`unable to parse requirement: ${JSON.stringify(text)}`);
  return labels => (labels[existence.key ?? ''] !== undefined) === (existence.not === '');
}
