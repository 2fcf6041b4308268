import fc from 'fast-check';
import {paragraph, renderDocument, type Section} from '../../../src/report/document.js';
import {markdownTable} from '../../../src/report/markdown-table.js';

const headline: Section = {title: 'Verdict', rank: 0, shown: 'plain', blocks: [paragraph('## Fail')]};

describe('renderDocument', () => {
  it('shows sections with a heading, or folded behind their title', () => {
    const text = renderDocument([headline, {...rows('Phases', 2), shown: 'heading'}, rows('Timeline', 1)]);
    expect(text).toBe(
      '## Fail\n\n### Phases\n\n| a |\n| :-- |\n| Phases 1 |\n| Phases 2 |\n\n<details><summary>Timeline</summary>\n\n| a |\n| :-- |\n| Timeline 1 |\n\n</details>\n',
    );
  });

  it('cuts the least important section first, after a row, and says so', () => {
    const whole = [headline, rows('Timeline', 50, 9), rows('Phases', 3, 5)];
    const text = renderDocument(whole, 600);
    expect(text.length).toBeLessThanOrEqual(600);
    expect(text).toContain('| Phases 3 |');
    expect(text).toMatch(/\| Timeline \d+ \|\n\n<\/details>/);
    expect(text).toMatch(
      /_Left out to keep within 600 characters: the last \d+ of 50 rows of Timeline\. All of it is in result\.json\._\n$/,
    );
  });

  it('keeps the end of a block of which any row is left', () => {
    const code: Section = {
      title: 'Output',
      rank: 1,
      shown: 'plain',
      blocks: [{lead: ['```'], rows: Array<string>(100).fill('line'), tail: ['```']}],
    };
    expect(renderDocument([headline, code], 200)).toMatch(/```\n(line\n)+```\n/);
  });

  it('fits any limit, keeps all that fits, and opens no block without ending it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), {maxLength: 5}), fc.integer({min: 1, max: 3000}), (sizes, limit) => {
        const sections = [
          headline,
          ...sizes.filter(size => size > 0).map((size, index) => rows(`S${index}`, size, index + 1)),
        ];
        const whole = renderDocument(sections);
        const text = renderDocument(sections, limit);
        expect(text.length).toBeLessThanOrEqual(limit);
        if (whole.length <= limit) expect(text).toBe(whole);
        if (limit > 200) expect(text.split('<details>').length).toBe(text.split('</details>').length);
      }),
    );
  });
});

function rows(title: string, count: number, rank = 1): Section {
  const cells = Array.from({length: count}, (_, index) => [`${title} ${index + 1}`]);
  return {title, rank, shown: 'folded', blocks: [markdownTable([{title: 'a'}], cells)]};
}
