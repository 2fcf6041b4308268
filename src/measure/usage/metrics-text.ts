/** One row of the Prometheus text format. */
export interface MetricRow {
  name: string;
  labels: Record<string, string>;
  value: number;
  /** The row's own timestamp: Unix time in ms. */
  timestamp: number | undefined;
}

/**
 * Reads the rows of these metrics from a text in Prometheus' exposition format 0.0.4; throws with the line where it isn't one.
 * Half a text is no text: rows of a cut answer would look like an end of containers.
 */
export function readMetrics(text: string, names: ReadonlySet<string>): MetricRow[] {
  if (text !== '' && !text.endsWith('\n')) throw new Error(`the metrics end in the middle of a line: ${excerpt(text)}`);
  const rows: MetricRow[] = [];
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const name = NAME.exec(line)?.[0];
    if (name === undefined) throw notARow(line);
    if (names.has(name)) rows.push(readRow(name, line));
  }
  return rows;
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*(?=[{ \t])/;
const LABEL = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\["\\n])*)"\s*(,|(?=\}))/y;
const VALUE = /^\s+([+-]?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|Inf|NaN))(?:\s+(-?\d+))?\s*$/;

function readRow(name: string, line: string): MetricRow {
  const {labels, end} = line[name.length] === '{' ? readLabels(line, name.length + 1) : {labels: {}, end: name.length};
  const match = VALUE.exec(line.slice(end));
  if (match === null) throw notARow(line);
  const [, value = '', timestamp] = match;
  return {
    name,
    labels,
    value: Number(value.replace('Inf', 'Infinity')),
    timestamp: timestamp === undefined ? undefined : Number(timestamp),
  };
}

function readLabels(line: string, begin: number): {labels: Record<string, string>; end: number} {
  const labels: [string, string][] = [];
  let end = begin;
  while (line[end] !== '}') {
    LABEL.lastIndex = end;
    const [all, name = '', value = ''] = LABEL.exec(line) ?? [];
    if (all === undefined) throw notARow(line);
    labels.push([name, value.replace(/\\(.)/g, (_, char) => (char === 'n' ? '\n' : char))]);
    end += all.length;
  }
  return {labels: Object.fromEntries(labels), end: end + 1};
}

function notARow(line: string): Error {
  return new Error(`this is not in Prometheus' text format: ${excerpt(line)}`);
}

function excerpt(text: string): string {
  return JSON.stringify(text.length > 80 ? `…${text.slice(-80)}` : text);
}
