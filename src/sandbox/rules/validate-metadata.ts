import type {KubeObject} from '../../cluster/kube.js';
import type {Problems} from './problems.js';

interface Rule {
  pattern: RegExp;
  longest: number;
  words: string;
}

const SUBDOMAIN: Rule = {
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  longest: 253,
  words:
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
};
/** Of namespaces and containers. */
export const LABEL: Rule = {
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  words:
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
};
const SERVICE: Rule = {
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  words:
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
};
const LABEL_KEY: Rule = {
  pattern: /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/,
  longest: 63,
  words:
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
};
const LABEL_VALUE: Rule = {
  pattern: /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
  longest: 63,
  words:
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
};
const NAMES: Record<string, Rule> = {Namespace: LABEL, Service: SERVICE};

/** Finds what is wrong with an object's name and labels. */
export function checkMetadata({kind, metadata}: KubeObject, problems: Problems): void {
  const {name, generateName, labels} = metadata as KubeObject['metadata'] & {generateName?: string};
  if (!name && !generateName) problems.required('metadata.name', 'name or generateName is required');
  if (name) checkText(name, 'metadata.name', NAMES[kind] ?? SUBDOMAIN, problems);
  checkLabels(labels, 'metadata.labels', problems);
}

/** Finds labels that are none. */
export function checkLabels(labels: Record<string, string> | undefined, path: string, problems: Problems): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    const [last = ''] = key.split('/').slice(-1);
    checkText(last, path, LABEL_KEY, problems);
    checkText(value, path, LABEL_VALUE, problems);
  }
}

/** Finds a text that breaks a rule. */
export function checkText(text: string, path: string, {pattern, longest, words}: Rule, problems: Problems): void {
  if (text.length > longest) problems.invalid(path, text, `must be no more than ${longest} bytes`);
  if (!pattern.test(text)) problems.invalid(path, text, words);
}
