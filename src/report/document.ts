/** Lines that can be cut after any of `rows`; the lead and the tail stay as long as one of them does. */
export interface Block {
  lead?: readonly string[];
  rows: readonly string[];
  tail?: readonly string[];
}

/** A part of a report. */
export interface Section {
  title: string;
  /** How much it matters: 0 is the headline, which is never left out; the highest are cut first. */
  rank: number;
  /** Whether its heading is shown, or it is folded behind its title; `plain` has no heading. */
  shown: 'plain' | 'heading' | 'folded' | 'unfolded';
  blocks: readonly Block[];
}

/** The sections as Markdown of at most `limit` characters: the least important rows are cut first, and what was cut is said at the end. */
export function renderDocument(sections: readonly Section[], limit = Number.POSITIVE_INFINITY): string {
  const kept = new Map(sections.map(section => [section, rowCount(section)]));
  const leastFirst = sections.filter(section => section.rank > 0).sort((a, b) => b.rank - a.rank);
  for (const section of leastFirst) {
    if (render(kept, limit).length <= limit) break;
    kept.set(
      section,
      mostThatFit(rowCount(section), rows => render(new Map(kept).set(section, rows), limit).length <= limit),
    );
  }
  return cutHard(render(kept, limit), limit);
}

/** A paragraph of one line of Markdown. */
export function paragraph(markdown: string): Block {
  return {rows: [markdown]};
}

type Kept = ReadonlyMap<Section, number>;

function render(kept: Kept, limit: number): string {
  const parts = [...kept].filter(([, rows]) => rows > 0).map(([section, rows]) => renderSection(section, rows));
  const note = cutNote(kept, limit);
  return `${[...parts, ...(note === undefined ? [] : [note])].join('\n\n')}\n`;
}

function renderSection(section: Section, rows: number): string {
  const body = renderBlocks(section.blocks, rows);
  switch (section.shown) {
    case 'plain':
      return body;
    case 'heading':
      return `### ${section.title}\n\n${body}`;
    default:
      return `<details${section.shown === 'unfolded' ? ' open' : ''}><summary>${section.title}</summary>\n\n${body}\n\n</details>`;
  }
}

function renderBlocks(blocks: readonly Block[], rows: number): string {
  const texts: string[] = [];
  let left = rows;
  for (const block of blocks) {
    if (left <= 0) break;
    const taken = block.rows.slice(0, left);
    left -= taken.length;
    if (taken.length > 0) texts.push([...(block.lead ?? []), ...taken, ...(block.tail ?? [])].join('\n'));
  }
  return texts.join('\n\n');
}

function cutNote(kept: Kept, limit: number): string | undefined {
  const cuts = [...kept].flatMap(([section, rows]) => {
    const all = rowCount(section);
    if (rows >= all) return [];
    return [rows === 0 ? section.title : `the last ${all - rows} of ${all} rows of ${section.title}`];
  });
  if (cuts.length === 0) return undefined;
  return `_Left out to keep within ${limit.toLocaleString('en-US')} characters: ${cuts.join('; ')}. All of it is in result.json._`;
}

function rowCount(section: Section): number {
  return section.blocks.reduce((sum, block) => sum + block.rows.length, 0);
}

/** The largest number from 0 to `all` that fits, by halving; 0 where none does. */
function mostThatFit(all: number, fits: (rows: number) => boolean): number {
  let low = 0;
  let high = all;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Only for limits too small for the headline. */
function cutHard(text: string, limit: number): string {
  return text.length <= limit ? text : `${text.slice(0, Math.max(0, limit - 1)).replace(/[\ud800-\udbff]$/, '')}…`;
}
