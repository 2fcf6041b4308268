/** The names of tags and attributes in a page. Fails where it is not made of the plain tags and double-quoted attributes that the report writes. */
export function namesIn(page: string): {tags: Set<string>; attributes: Set<string>} {
  const withoutStyle = page.replace(/<style>[^<]*<\/style>/, '<style></style>');
  const rest = withoutStyle.replace(TAG, '');
  if (/[<>]/.test(rest)) throw new Error(`not a tag of the report: ${/.{0,40}[<>].{0,40}/s.exec(rest)?.[0]}`);
  const names = {tags: new Set<string>(), attributes: new Set<string>()};
  for (const [, name = '', attributes = ''] of withoutStyle.matchAll(TAG)) {
    names.tags.add(name);
    for (const [, attribute = ''] of attributes.matchAll(ATTRIBUTE)) names.attributes.add(attribute);
  }
  return names;
}

const TAG = /<\/?(!?[a-z][a-z0-9]*)((?:\s+[a-zA-Z-]+(?:="[^"<>]*")?)*)\s*\/?>/g;
const ATTRIBUTE = /\s+([a-zA-Z-]+)(?:="[^"<>]*")?/g;
