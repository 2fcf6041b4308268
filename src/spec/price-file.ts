import {Failure} from '../failure.js';
import {type PriceFileContent, priceFileContentSchema} from './cost-schema.js';
import {type Path, readDocument} from './document.js';
import {readPriceTable} from './price-table.js';
import {type Problem, problemsOf} from './problems.js';

/** Reads a price file, a table for *.csv and else YAML. Fails with `usage` and everything that is wrong with it, by file, line and column. */
export function readPriceFile(text: string, shown: string): PriceFileContent {
  const read = text.trim() === '' ? [EMPTY] : shown.endsWith('.csv') ? readPriceTable(text) : readPriceYaml(text);
  if (!Array.isArray(read)) return read;
  const lines = read.map(
    ({position, field, message}) =>
      `${shown}:${position.line}:${position.column} ${field === '' ? '' : `${field}: `}${message}`,
  );
  throw new Failure('usage', lines.join('\n'), {hint: 'What a price file holds: docs/cost.md.'});
}

const EMPTY: Problem = {
  position: {line: 1, column: 1},
  field: '',
  message: 'the file is empty; prices are such as cpu: 0.048 and memory: 0.0053',
};

function readPriceYaml(text: string): PriceFileContent | Problem[] {
  const document = readDocument(text);
  if (Array.isArray(document)) return document.map(fault => ({...fault, field: ''}));
  const parsed = priceFileContentSchema.safeParse(document.value);
  return parsed.success ? parsed.data : problemsOf(parsed.error.issues, document, [], keysOf);
}

function keysOf(path: Path): readonly string[] {
  return path.length === 0 ? Object.keys(priceFileContentSchema.shape) : ['match', 'cpu', 'memory'];
}
