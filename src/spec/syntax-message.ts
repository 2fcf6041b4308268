import type {YAMLParseError, YAMLWarning} from 'yaml';

/** What is wrong with the YAML, with what to do about the mistakes that people make. */
export function syntaxMessage({code, message, pos}: YAMLParseError | YAMLWarning, text: string): string {
  const wordHere = /^["']?([^\s:,"'{}[\]]+)/.exec(text.slice(pos[0]))?.[1] ?? '';
  switch (code) {
    case 'DUPLICATE_KEY':
      return `the key ${wordHere} is there twice; keep one of them`;
    case 'TAB_AS_INDENT':
      return 'a tab indents this line; YAML takes spaces only';
    case 'NON_STRING_KEY':
      return 'this key is no text; write it in quotes';
    case 'TAG_RESOLVE_FAILED':
      return `the tag ${wordHere} means nothing here; take it away`;
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'BLOCK_IN_FLOW':
      return `the YAML can't be read: a colon followed by a space begins a mapping, which can't be here. Write hello:80 without the space, or put the text in quotes`;
    case 'BAD_SCALAR_START':
      return `the YAML can't be read: a text can't begin with ${text[pos[0]]}; put it in quotes`;
    default:
      return /call stack/.test(message) ? 'this is nested too deeply' : `the YAML can't be read: ${message}`;
  }
}
