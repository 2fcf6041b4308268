import fc from 'fast-check';
import {cutToColumns, plainText} from '../../../src/runtime/plain-text.js';

describe('plainText', () => {
  it('keeps lines and letters, and drops what a terminal would act on', () => {
    expect(plainText('a\u001b[31mb\u001b[0m\tc\r\nd\u0007')).toBe('ab  c\nd');
  });

  it('leaves no control character but the end of a line in any text', () => {
    fc.assert(fc.property(fc.string({unit: 'binary'}), text => expect(plainText(text)).not.toMatch(/(?!\n)\p{Cc}/u)));
  });
});

describe('cutToColumns', () => {
  it.each([
    ['leaves what fits', 'abc', 3, 'abc'],
    ['ends what does not with …', 'abcd', 3, 'ab…'],
    ['counts wide characters as two columns', '漢字漢字', 5, '漢字…'],
    ['keeps a letter and its accent together', 'e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
    ['keeps an emoji of several parts together', '👩‍💻👩‍💻', 3, '👩‍💻…'],
    ['has nothing to show on no columns', 'abc', 0, ''],
  ])('%s', (_, text, columns, cut) => {
    expect(cutToColumns(text, columns)).toBe(cut);
  });
});
