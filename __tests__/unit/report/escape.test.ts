import fc from 'fast-check';
import {codeBlock, escapeMarkdown, oneLine} from '../../../src/report/escape.js';

describe('escapeMarkdown', () => {
  it.each([
    ['a table’s pipe', 'a|b', 'a\\|b'],
    ['code', '`rm -rf`', '\\`rm -rf\\`'],
    ['HTML', '<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
    ['an image', '![x](javascript:alert(1))', '!\\[x\\](javascript:alert(1))'],
    ['a mention', 'thanks @octocat', 'thanks @&#8203;octocat'],
    ['a reference to an issue', 'see #12 and GH-3', 'see \\#&#8203;12 and GH-&#8203;3'],
    ['a link', 'http://evil.example and www.evil.example', 'http:&#8203;//evil.example and www&#8203;.evil.example'],
    ['emoji', ':tada:', ':&#8203;tada:'],
    ['mathematics', 'between $1 and $2', 'between &#36;1 and &#36;2'],
    ['a heading', '# big', '\\# big'],
    ['a list', '- item', '\\- item'],
    ['a numbered list', '1. item', '1\\. item'],
    ['lines', 'one\r\ntwo\tthree\u2028four', 'one two three four'],
    ['colours of a terminal', '\u001b[31mred\u001b[0m', 'red'],
    ['text that runs backwards', 'a\u202eb', 'ab'],
    ['half a character', 'a\ud83d', 'a\ufffd'],
  ])('shows %s as text', (_, text, markdown) => {
    expect(escapeMarkdown(text)).toBe(markdown);
  });

  it.each([
    'checkout-7d9f4c',
    'took 12.3 s; 30 s is allowed',
    '2026-11-21T08:30:00.000Z',
    '+25 %',
    '-5 ms',
    '10.0.0.1:8080',
  ])('leaves %s as it is', text => {
    expect(escapeMarkdown(text)).toBe(text);
  });

  it('leaves nothing in any text that Markdown or GitHub would act on', () => {
    fc.assert(
      fc.property(hostileText(), text => {
        const markdown = escapeMarkdown(text);
        expect(markdown).not.toMatch(/[<>\n\r]/);
        expect(markdown).not.toMatch(/@(?!&#8203;)|:\/\/|www\./i);
        expect(markdown.replace(/\\[\\`*_[\]|~#+.)=-]/g, '')).not.toMatch(/[`*_[\]|~$]|^#/);
      }),
    );
  });

  it('can be read back: only escapes were added', () => {
    fc.assert(
      fc.property(hostileText(), text => {
        expect(readBack(escapeMarkdown(text))).toBe(oneLine(text));
      }),
    );
  });
});

describe('codeBlock', () => {
  it('keeps the lines, without what a terminal would act on', () => {
    expect(codeBlock('one\n\u001b[1mtwo')).toEqual(['```', 'one', 'two', '```']);
  });

  it('is ended by nothing in the text', () => {
    fc.assert(
      fc.property(hostileText(), text => {
        const [open = '', ...rest] = codeBlock(text);
        const close = rest.pop();
        expect(close).toBe(open);
        expect(rest.filter(line => line.includes(open))).toEqual([]);
      }),
    );
  });
});

describe('oneLine', () => {
  it('leaves nothing that a log of GitHub Actions takes for a command', () => {
    expect(oneLine('##[add-mask]x\n::set-output::y')).toBe('## [add-mask]x ::set-output::y');
  });

  it('leaves no control character in any text', () => {
    fc.assert(fc.property(hostileText(), text => expect(oneLine(text)).not.toMatch(/[\p{Cc}\p{Surrogate}]/u)));
  });
});

function hostileText(): fc.Arbitrary<string> {
  const pieces = [
    '@',
    'octocat',
    '|',
    '`',
    '```',
    '<b>',
    '&',
    '&lt;',
    '\\',
    '\n',
    '\r',
    '# ',
    '#1',
    'GH-1',
    '- ',
    '1. ',
    '=',
    '$',
    'https://',
    'WWW.',
    '![a](b)',
    ':x:',
    '\u001b[2K',
    '\u001b',
    '\ud800',
    '##[',
    '~~',
    '_',
    '*',
    ' ',
  ];
  return fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({unit: 'binary', maxLength: 5})), {maxLength: 12})
    .map(parts => parts.join(''));
}

function readBack(markdown: string): string {
  const entities: Record<string, string> = {'&#8203;': '', '&lt;': '<', '&gt;': '>', '&#36;': '$', '&amp;': '&'};
  return markdown.replace(/\\([^\w\s]|_)|&#?\w+;/g, (whole, character) => character ?? entities[whole] ?? whole);
}
