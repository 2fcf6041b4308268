import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {pricesOf} from '../../../src/cost/prices.js';
import {costIn} from '../../../src/cost/span-cost.js';
import {PRESETS} from '../../../src/spec/cost-schema.js';
import {at} from '../../builders/some-samples.js';
import {someUsage} from '../../builders/some-usage.js';

const PAGE = readFileSync(fileURLToPath(new URL('../../../docs/cost.md', import.meta.url)), 'utf8');

describe('the example of docs/cost.md', () => {
  const [, idleCores] = /\| Idle \| ([\d.]+) \|/.exec(PAGE)!;
  const [, stressedCores] = /\| Stressed \| ([\d.]+) \|/.exec(PAGE)!;
  const record = someUsage({
    cores: second => Number(second < 20 ? idleCores : stressedCores),
    request: {cores: 0.5, gib: 1},
  });
  const hourly = (from: number, to: number, basis: 'usage' | 'request' | 'max') => {
    const {spent, hours} = costIn(record, {from: at(from), to: at(to)}, pricesOf({prices: 'cacop'}));
    return spent[basis].dollars! / hours;
  };

  it('comes to what it says: CACOP’s own $0.000079/h and $0.011704/h, 148×', () => {
    const [idle, stressed] = [hourly(0, 20, 'usage'), hourly(20, 50, 'usage')];
    expect(PAGE).toContain(`$${idle.toFixed(6)}/h |`);
    expect(PAGE).toContain(`$${stressed.toFixed(6)}/h |`);
    expect(PAGE).toContain(`| ${Math.round(stressed / idle)}× |`);
    expect([idle.toFixed(6), stressed.toFixed(6), Math.round(stressed / idle)]).toEqual(['0.000079', '0.011704', 148]);
  });

  it('costs the same idle and stressed by what is reserved', () => {
    for (const basis of ['request', 'max'] as const) {
      expect(hourly(0, 20, basis)).toBeCloseTo(0.024, 9);
      expect(hourly(20, 50, basis)).toBeCloseTo(0.024, 9);
    }
  });

  it('has the presets of the program in its table', () => {
    for (const preset of PRESETS) {
      const {cpu, memory, date} = pricesOf({prices: preset});
      expect(PAGE).toMatch(new RegExp(`\\| \`${preset}\`.*\\| ${cpu} \\| ${memory} \\|.*\\| ${date} \\|`));
    }
  });
});
