import {isMap, isNode, LineCounter, type Node, parseAllDocuments, type Pair, type Scalar} from 'yaml';

/** Where something stands in the file, counted from 1. */
export interface Position {
  line: number;
  column: number;
}

export type Path = readonly PropertyKey[];

/** A YAML file that could be parsed. */
export interface SpecDocument {
  value: unknown;
  /** Where the value at a path stands, or the nearest value around it. */
  positionOf(path: Path): Position;
  /** Where a key of the mapping at a path stands. */
  positionOfKey(path: Path, key: string): Position;
}

/** A fault of the YAML itself. */
export interface SyntaxFault {
  position: Position;
  message: string;
}

/** Parses one YAML document and keeps where everything stands. */
export function readDocument(text: string): SpecDocument | SyntaxFault[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {lineCounter: lines, prettyErrors: false, uniqueKeys: true});
  const at = (offset: number): Position => {
    const {line, col} = lines.linePos(offset);
    return {line: Math.max(1, line), column: Math.max(1, col)};
  };
  if (!Array.isArray(documents) || documents.length === 0) return [{position: {line: 1, column: 1}, message: 'the file is empty'}];
  const faults = documents.flatMap(document => document.errors.map(error => ({position: at(error.pos[0]), message: faultText(error.message)})));
  const [document, second] = documents;
  if (second !== undefined) faults.push({position: at(second.range[0]), message: 'a spec is one YAML document: take the second one away'});
  if (faults.length > 0 || document === undefined) return faults;
  if (document.contents === null) return [{position: {line: 1, column: 1}, message: 'the file is empty'}];
  if (!isMap(document.contents)) return [{position: at(document.contents.range?.[0] ?? 0), message: 'a spec is a mapping of keys to values'}];

  const nodeAt = (path: Path): Node | undefined => {
    for (let length = path.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return node;
    }
    return undefined;
  };
  const positionOf = (path: Path): Position => at(nodeAt(path)?.range?.[0] ?? 0);
  try {
    return {
      value: document.toJS({maxAliasCount: 100}) as unknown,
      positionOf,
      positionOfKey: (path, key) => {
        const node = nodeAt(path);
        const pair = isMap(node) ? node.items.find(item => (item as Pair<Scalar>).key?.value === key) : undefined;
        return at((pair as Pair<Scalar> | undefined)?.key?.range?.[0] ?? node?.range?.[0] ?? 0);
      },
    };
  } catch (error) {
    return [{position: {line: 1, column: 1}, message: error instanceof Error ? error.message : String(error)}];
  }
}

function faultText(message: string): string {
  if (/tab/i.test(message)) return `${message}: indent with spaces`;
  return message;
}
