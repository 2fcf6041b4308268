/** Reads a label selector as the API writes it (`app=x,tier in (a,b),!old,env!=dev`) into a test of labels. */
export function selectorMatcher(selector: string): (labels: Record<string, string>) => boolean {
  const tests = splitRequirements(selector).map(requirement);
  return labels => tests.every(test => test(labels));
}

type LabelTest = (labels: Record<string, string>) => boolean;

/** Splits at commas outside of parentheses. */
function splitRequirements(selector: string): string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map(part => part.trim())
    .filter(part => part !== '');
}

function requirement(text: string): LabelTest {
  const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text);
  if (set !== null) {
    const [, key = '', operator, list = ''] = set;
    const values = new Set(list.split(',').map(value => value.trim()));
    return labels => (key in labels && values.has(labels[key] ?? '')) === (operator === 'in');
  }
  if (text.startsWith('!')) return labels => !(text.slice(1).trim() in labels);
  const unequal = /^(.+?)!=(.*)$/.exec(text);
  if (unequal !== null) return labels => labels[(unequal[1] ?? '').trim()] !== (unequal[2] ?? '').trim();
  const equal = /^(.+?)==?(.*)$/.exec(text);
  if (equal !== null) return labels => labels[(equal[1] ?? '').trim()] === (equal[2] ?? '').trim();
  return labels => text in labels;
}
