import fc from 'fast-check';

/** Texts that would do harm where they are not escaped. */
export function hostileHtml(): fc.Arbitrary<string> {
  const pieces = [
    '<script>alert(1)</script>',
    '</title>',
    '</style><script>',
    '<!--',
    '-->',
    '"',
    "'",
    '`',
    '" onload="alert(1)',
    ' onmouseover=alert(1) ',
    '&quot;',
    '&#x3c;',
    '<![CDATA[',
    '<svg/onload=x>',
    'javascript:alert(1)',
    '\u0000',
    '\ud800',
    '\u202e',
    '\n',
    '<',
    '>',
    '=',
    '/',
  ];
  return fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({unit: 'binary', maxLength: 5})), {maxLength: 8})
    .map(parts => parts.join(''));
}
