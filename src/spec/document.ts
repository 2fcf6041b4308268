import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
} from 'yaml';
import {syntaxMessage} from './syntax-message.js';

/** Where something stands in the file, counted from 1. */
export interface Position {
  line: number;
  column: number;
}

export type Path = readonly PropertyKey[];

/** A YAML file that could be parsed. */
export interface SpecDocument {
  value: unknown;
  /** Where the value at a path stands, or the nearest value around it. An empty value stands where its key does. */
  positionOf(path: Path): Position;
  /** Where a key of the mapping at a path stands. */
  positionOfKey(path: Path, key: string): Position;
}

/** A fault of the YAML itself. */
export interface SyntaxFault {
  position: Position;
  message: string;
}

const START = {line: 1, column: 1};
const MAX_FAULTS = 5;
/** Above it, aliases are a bomb. */
const MAX_ALIASES = 100;

/** Parses one YAML document, merge keys and anchors included, and keeps where everything stands. */
export function readDocument(text: string): SpecDocument | SyntaxFault[] {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter,
    prettyErrors: false,
    uniqueKeys: true,
    stringKeys: true,
    merge: true,
  });
  const at = (offset: number): Position => {
    const {line, col} = lineCounter.linePos(offset);
    return {line: Math.max(1, line), column: Math.max(1, col)};
  };
  if (!Array.isArray(documents) || documents[0] === undefined) return [{position: START, message: EMPTY}];
  const faults = syntaxFaults(documents, text, at);
  return faults.length > 0 ? faults : placed(documents[0], at);
}

const EMPTY = 'the file is empty; a spec begins with `victim:`, `load:` and `experiments:`';

function syntaxFaults(documents: readonly Document[], text: string, at: (offset: number) => Position): SyntaxFault[] {
  const faults = documents.flatMap(({errors, warnings}) =>
    [...errors, ...warnings].map(fault => ({position: at(fault.pos[0]), message: syntaxMessage(fault, text)})),
  );
  const second = documents[1];
  if (second !== undefined)
    faults.push({
      position: at(second.range?.[0] ?? 0),
      message: 'a second YAML document begins here; a spec is one: take the `---` away, or split the file',
    });
  // What follows a fault on its line is mostly its echo.
  const first = faults.filter(
    ({position}, index) => faults.findIndex(other => other.position.line === position.line) === index,
  );
  return first.slice(0, MAX_FAULTS);
}

function placed(document: Document, at: (offset: number) => Position): SpecDocument | SyntaxFault[] {
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return [{position: START, message: EMPTY}];
  if (!isMap(root))
    return [
      {
        position: at(startOf(root) ?? 0),
        message: 'a spec is a mapping of keys to values, which begins with `victim:`, `load:` and `experiments:`',
      },
    ];
  try {
    return {
      value: document.toJS({maxAliasCount: MAX_ALIASES}) as unknown,
      positionOf: path => at(offsetOf(document, root, path)),
      positionOfKey: (path, key) => at(offsetOf(document, root, [...path, key], {ofKey: true})),
    };
  } catch (error) {
    return [{position: START, message: aliasMessage(error)}];
  }
}

function aliasMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (message.startsWith('Excessive alias count'))
    return `aliases (*name) multiply to more than ${MAX_ALIASES} copies, which no spec needs`;
  return message.replace(/^Unresolved alias.*: ?/, 'there is no anchor for the alias *');
}

function offsetOf(document: Document, root: Node, path: Path, {ofKey = false} = {}): number {
  let offset = startOf(root) ?? 0;
  let node: Node | undefined = root;
  for (const [depth, part] of path.entries()) {
    const step: {value?: Node; key?: Node} | undefined = node === undefined ? undefined : childOf(document, node, part);
    if (step === undefined) return offset;
    const isEmpty = step.value === undefined || (isScalar(step.value) && step.value.value === null);
    const wantsKey = isEmpty || (ofKey && depth === path.length - 1);
    offset = startOf(wantsKey ? (step.key ?? step.value) : step.value) ?? offset;
    node = step.value;
  }
  return offset;
}

/** The entry of a mapping or list, found through aliases and merge keys as well. */
function childOf(document: Document, node: Node, part: PropertyKey): {value?: Node; key?: Node} | undefined {
  const target: unknown = isAlias(node) ? node.resolve(document) : node;
  if (isSeq(target)) return withNodes({value: typeof part === 'number' ? target.items[part] : undefined});
  if (!isMap(target)) return undefined;
  const named = target.items.find(pair => keyOf(pair) === part);
  if (named !== undefined) return withNodes(named);
  const merged = target.items
    .filter(pair => keyOf(pair) === '<<')
    .flatMap(({value}) => (isSeq(value) ? value.items : [value]));
  for (const source of merged) {
    const found = isNode(source) ? childOf(document, source, part) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function withNodes({key, value}: {key?: unknown; value?: unknown}): {value?: Node; key?: Node} | undefined {
  if (!isNode(key) && !isNode(value)) return undefined;
  return {...(isNode(key) ? {key} : {}), ...(isNode(value) ? {value} : {})};
}

/** A merge key's value is a symbol: its source is what was written. */
function keyOf({key}: Pair): string | undefined {
  if (!isScalar(key)) return undefined;
  return typeof key.value === 'symbol' ? key.source : String(key.value);
}

function startOf(node: Node | undefined): number | undefined {
  return node?.range?.[0];
}
