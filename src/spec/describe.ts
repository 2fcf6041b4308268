import {specJsonSchema} from './json-schema.js';
import {METRICS, type Metric} from './metrics.js';

/** A table of every key of the spec, walked from its JSON Schema. */
export function specMarkdown(): string {
  const all = rowsOf(specJsonSchema() as Field, '');
  // Forms of one field may share keys.
  const rows = all.filter(({key}, index) => all.findIndex(row => row.key === key) === index);
  return table(
    ['Key', 'Value', 'Default', 'Meaning'],
    rows.map(({key, field, need}) => [
      `\`${key}\``,
      valueText(field),
      defaultText(field, need),
      field.description ?? '',
    ]),
  );
}

/** A table of every metric. */
export function metricsMarkdown(): string {
  return table(
    ['Metric', 'As an objective', 'Against the baseline', '`during`', 'What it is'],
    METRICS.map(metric => [
      `\`${metric.name}\``,
      `\`${nameOf(metric)} ${operatorOf(metric)} ${metric.example}\``,
      changeText(metric),
      metric.phases.map(phase => `\`${phase}\``).join(', ') || '–',
      metric.description,
    ]),
  );
}

interface Field {
  type?: string;
  title?: string;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Field>;
  required?: string[];
  items?: Field;
  anyOf?: Field[];
  default?: unknown;
  description?: string;
  examples?: string[];
}

interface Row {
  key: string;
  field: Field;
  need: 'needed' | 'optional';
}

function rowsOf(field: Field, prefix: string): Row[] {
  const inner = Object.entries(field.properties ?? {}).flatMap(([name, child]): Row[] => {
    const key = prefix === '' ? name : `${prefix}.${name}`;
    const need = field.required?.includes(name) === true ? 'needed' : 'optional';
    return [{key, field: child, need}, ...rowsOf(child, key)];
  });
  const entries = field.items === undefined ? [] : rowsOf(field.items, `${prefix}[]`);
  return [...inner, ...entries, ...(field.anyOf ?? []).flatMap(form => rowsOf(form, prefix))];
}

function valueText(field: Field): string {
  if (field.anyOf !== undefined) return [...new Set(field.anyOf.map(valueText))].join(' or ');
  if (field.enum !== undefined) return field.enum.map(value => `\`${String(value)}\``).join(', ');
  if (field.const !== undefined) return `\`${String(field.const)}\``;
  if (field.items !== undefined) return field.items.type === undefined ? 'list' : `list: ${valueText(field.items)}`;
  const example = field.examples?.[0];
  return `${field.title ?? TYPES[field.type ?? ''] ?? 'anything'}${example === undefined ? '' : `, such as \`${example}\``}`;
}

const TYPES: Record<string, string> = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: '`true`, `false`',
  object: 'mapping',
  array: 'list',
};

/** An empty default says nothing that the meaning doesn't. */
function defaultText({default: value}: Field, need: Row['need']): string {
  if (need === 'needed') return 'needed';
  if (value === undefined) return '–';
  const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
  return isEmpty ? '–' : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function changeText(metric: Metric): string {
  const sign = metric.better === 'lower' ? '+' : '-';
  const change = metric.relative.includes('percent') ? `${sign}25%` : `${sign}1pp`;
  if (metric.relative.length === 0) return '–';
  return `\`${nameOf(metric)} ${operatorOf(metric)} ${change} vs ${metric.references?.[0] ?? 'baseline'}\``;
}

function nameOf({name}: Metric): string {
  return name.replace('NN', '95').replace('BASIS', 'usage');
}

function operatorOf({better}: Metric): string {
  return better === 'lower' ? '<=' : '>=';
}

function table(titles: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return [titles, titles.map(() => '---'), ...rows].map(line).join('');
}
