import fc from 'fast-check';
import {codeMarkup, markup, toHtml} from '../../../../src/report/html/markup.js';
import {hostileHtml} from './hostile-html.js';

describe('markup', () => {
  it('escapes texts, and leaves what is markup already', () => {
    const cell = markup`<td title="${'"x"'}">${'a < b & c'}</td>`;
    expect(toHtml(markup`<tr>${cell}${[cell]}</tr>`)).toBe(
      '<tr><td title="&quot;x&quot;">a &lt; b &amp; c</td><td title="&quot;x&quot;">a &lt; b &amp; c</td></tr>',
    );
  });

  it('keeps the spaces at a text’s ends, shows numbers, and nothing of what is undefined', () => {
    expect(toHtml(markup`<p>${1.5}${' in '}${undefined}all</p>`)).toBe('<p>1.5 in all</p>');
  });

  it('takes nothing for markup that only looks like it', () => {
    const forged = JSON.parse('{"html": "<b>", "toString": "<b>"}');
    expect(() => toHtml(markup`${forged}`)).not.toThrow();
    expect(toHtml(markup`${forged}`)).not.toContain('<b>');
  });

  it('lets no text open a tag, end an attribute or begin an entity of its own', () => {
    fc.assert(
      fc.property(hostileHtml(), text => {
        const inner = toHtml(markup`${text}`);
        expect(inner).not.toMatch(/[<>"'`]/);
        expect(inner.replace(/&(amp|lt|gt|quot|#39|#96);/g, '')).not.toContain('&');
      }),
    );
  });
});

describe('a block of code', () => {
  it('keeps its lines', () => {
    expect(toHtml(codeMarkup('one:\r\n  <two>\n'))).toBe('<pre><code>one:\n &lt;two&gt;\n</code></pre>');
  });
});
