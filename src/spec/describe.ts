import {specJsonSchema} from './json-schema.js';
import {METRICS, type Metric} from './metrics.js';

interface Field {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Field>;
  required?: string[];
  items?: Field;
  anyOf?: Field[];
  additionalProperties?: Field | boolean;
  default?: unknown;
  description?: string;
  examples?: string[];
}

/** The table of all keys of the spec, from its JSON Schema: for docs/spec.md. */
export function specMarkdown(): string {
  const rows = rowsOf(specJsonSchema() as Field, '');
  return table(
    ['Key', 'Value', 'Default', 'Meaning'],
    rows.map(({key, field, required}) => [
      `\`${key}\``,
      valueText(field),
      defaultText(field, required),
      field.description ?? '',
    ]),
  );
}

/** The table of all metrics, for docs/metrics.md. */
export function metricsMarkdown(): string {
  return table(
    ['Metric', 'Objective', 'Relative', 'During', 'What it is'],
    METRICS.map(metric => [
      `\`${metric.name}\``,
      `\`${metric.name.replace('NN', '95')} ${metric.better === 'lower' ? '<=' : '>='} ${metric.example}\``,
      metric.relative ? '`vs baseline`' : '–',
      metric.phases.length === 0 ? '–' : metric.phases.join(', '),
      `${metric.description} ${unitText(metric)}`,
    ]),
  );
}

function unitText({unit}: Metric): string {
  return unit === 'count' ? 'A count.' : `In ${unit}.`;
}

interface Row {
  key: string;
  field: Field;
  required: boolean;
}

function rowsOf(field: Field, prefix: string): Row[] {
  return formsOf(field).flatMap(form => [
    ...Object.entries(form.properties ?? {}).flatMap(([name, inner]): Row[] => {
      const key = prefix === '' ? name : `${prefix}.${name}`;
      return [{key, field: inner, required: form.required?.includes(name) ?? false}, ...rowsOf(inner, key)];
    }),
    ...(form.items === undefined ? [] : rowsOf(form.items, `${prefix}[]`)),
  ]);
}

/** A key that may be written in several ways has the rows of all of them. */
function formsOf(field: Field): Field[] {
  return field.anyOf === undefined ? [field] : field.anyOf.flatMap(formsOf);
}

function valueText(field: Field): string {
  if (field.anyOf !== undefined) return [...new Set(field.anyOf.map(valueText))].join(' or ');
  if (field.enum !== undefined) return field.enum.map(value => `\`${String(value)}\``).join(', ');
  if (field.const !== undefined) return `\`${String(field.const)}\``;
  if (field.type === 'array') return `list of ${field.items === undefined ? 'anything' : valueText(field.items)}`;
  if (field.type === 'object') return field.properties === undefined ? 'mapping of names' : 'mapping';
  return field.examples?.[0] === undefined ? (field.type ?? 'anything') : `such as \`${field.examples[0]}\``;
}

function defaultText(field: Field, required: boolean): string {
  if (required) return '*needed*';
  const value = field.default;
  if (value === undefined || (Array.isArray(value) && value.length === 0) || isEmptyMapping(value)) return '–';
  return typeof value === 'object' ? `\`${JSON.stringify(value)}\`` : `\`${String(value)}\``;
}

function isEmptyMapping(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function table(titles: string[], rows: string[][]): string {
  const line = (cells: string[]): string => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}
