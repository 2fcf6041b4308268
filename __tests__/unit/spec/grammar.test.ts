import fc from 'fast-check';
import {formatObjective, objectiveSchema, readObjective} from '../../../src/spec/grammar.js';
import {METRICS} from '../../../src/spec/metrics.js';
import type {Objective} from '../../../src/spec/objective.js';

function read(text: string): Objective {
  const objective = readObjective(text);
  if (typeof objective === 'string') throw new Error(`${text}: ${objective}`);
  return objective;
}

describe('an objective', () => {
  it.each<[string, Partial<Objective>]>([
    ['recovery <= 30s', {metric: 'recovery', unit: 's', operator: '<=', limit: {kind: 'absolute', value: 30}}],
    ['recovery.pod < 2m', {unit: 's', operator: '<', limit: {kind: 'absolute', value: 120}}],
    ['latency.p95 <= 0.5s', {unit: 'ms', limit: {kind: 'absolute', value: 500}}],
    ['latency.p99.90<=500ms', {metric: 'latency.p99.9'}],
    ['errors <= 0%', {unit: '%', limit: {kind: 'absolute', value: 0}}],
    ['errors.5xx <= 0.1%', {metric: 'errors.5xx', limit: {kind: 'absolute', value: 0.1}}],
    ['availability >= 99.99%', {operator: '>=', limit: {kind: 'absolute', value: 99.99}}],
    ['throughput > 3000/m', {unit: 'req/s', operator: '>', limit: {kind: 'absolute', value: 50}}],
    ['restarts <= 1', {unit: 'count', limit: {kind: 'absolute', value: 1}}],
    ['latency.p95 <= +25% vs baseline', {versus: 'baseline', limit: {kind: 'percent', value: 25}}],
    ['latency.p95 <= +50ms vs baseline', {limit: {kind: 'delta', value: 50}}],
    ['latency.p50 <= -10% vs baseline', {limit: {kind: 'percent', value: -10}}],
    [
      'errors <= +1pp vs baseline during recover',
      {during: 'recover', versus: 'baseline', limit: {kind: 'delta', value: 1}},
    ],
    ['throughput >= −5/s during fault vs baseline', {during: 'fault', limit: {kind: 'delta', value: -5}}],
    ['cost.hourly.usage <= $0.002/h', {unit: '$/h', limit: {kind: 'absolute', value: 0.002}}],
    ['cost.hourly.max <= +400% vs idle during fault', {versus: 'idle', limit: {kind: 'percent', value: 400}}],
    ['cost.hourly.usage <= +$0.01/h vs baseline', {versus: 'baseline', limit: {kind: 'delta', value: 0.01}}],
    ['cost.hourly.usage <= $1/h during idle', {during: 'idle'}],
    ['cost.multiplier.usage <= 5x', {metric: 'cost.multiplier.usage', unit: 'x', limit: {kind: 'absolute', value: 5}}],
    ['cost.excess.usage <= $0', {unit: '$', limit: {kind: 'absolute', value: 0}}],
    ['cost.perMillion.request <= $1.50', {limit: {kind: 'absolute', value: 1.5}}],
    ['cost.monthly.max < $40', {operator: '<', limit: {kind: 'absolute', value: 40}}],
    ['  errors   <=   1%   during   baseline  ', {text: 'errors   <=   1%   during   baseline', during: 'baseline'}],
  ])('%s is read', (text, expected) => {
    expect(read(text)).toMatchObject(expected);
  });

  it.each([
    ['recovry <= 30s', 'unknown metric recovry (did you mean recovery?); there are recovery, '],
    ['latency <= 5ms', 'unknown metric latency (did you mean latency.p95?)'],
    ['p99 <= 5ms', 'unknown metric p99 (did you mean latency.p99?)'],
    ['mttr <= 5s', 'did you mean recovery?'],
    ['constructor <= 5s', 'unknown metric constructor; there are'],
    ['latency.p100 <= 5s', 'would be the slowest request of all'],
    ['latency.p5 <= 5s', 'is better than the median'],
    ['latency.p99.9999 <= 5s', 'at most three decimals'],
    [
      'cost.hourly <= $1/h',
      'cost.hourly does not say what is counted; there are cost.hourly.usage, cost.hourly.request',
    ],
    ['cost.hourly.usge <= $1/h', 'did you mean cost.hourly.usage?'],
    ['cost.houly.usage <= $1/h', 'unknown metric cost.houly.usage (did you mean cost.hourly.usage?)'],
    ['cost <= $1', 'did you mean cost.hourly.usage?'],
    ['cost.hourly.usage <= $0.002', 'cost.hourly.usage is dollars per hour: write $0.002/h'],
    ['cost.hourly.usage <= 0.002$/h', 'write $0.002/h'],
    ['cost.hourly.usage <= +400%', 'Write +400% vs baseline'],
    ['cost.hourly.usage <= +4x vs baseline', 'is no change of cost.hourly.usage; write +400% or +$0.01/h'],
    ['cost.hourly.usage <= +1% during idle vs idle', 'would compare the idle with itself'],
    ['cost.hourly.usage <= +1% vs base', 'vs takes baseline or idle'],
    ['cost.multiplier.usage <= 5', 'cost.multiplier.usage is a factor: write 5x'],
    ['cost.multiplier.usage <= +5x vs baseline', "can't be compared with anything"],
    ['cost.multiplier.usage <= 5 x', 'write 5x, without a space'],
    ['cost.excess.usage <= 1.50', 'is an amount in dollars: write $1.50'],
    ['cost.excess.usage <= $-1', 'write $0.01'],
    ['cost.excess.usage <= $1 during fault', 'belongs to the fault and its recovery as a whole'],
    ['cost.perMillion.usage >= $1', 'write cost.perMillion.usage <= $1'],
    ['recovery 30s', 'there is no operator; write METRIC OP VALUE'],
    ['', 'there is no operator'],
    ['<= 30s', 'there is no metric'],
    ['recovery <=', 'there is no value'],
    ['recovery = 30s', 'unknown operator =; write <= or <'],
    ['availability => 99%', 'unknown operator =>; write >= or >'],
    ['recovery ≤ 30s', 'unknown operator ≤'],
    ['recovery <= 30', '30 does not fit, since recovery is a time: write 30s'],
    ['latency.p95 <= 500', 'latency.p95 is a time: write 500ms'],
    ['recovery <= 30%', 'recovery is a time: write 30s'],
    ['errors <= 0.5', 'errors is a percentage: write 0.5%'],
    ['throughput >= 45', 'throughput is a rate: write 45/s'],
    ['restarts <= 0.5', 'restarts is a whole number: write 0'],
    ['restarts <= 1%', 'restarts is a whole number: write 0'],
    ['recovery <= 30 s', 'write 30s, without a space'],
    ['recovery <= 25h', 'recovery is a time: write 30s'],
    ['latency.p95 <= 25% vs baseline', 'a change against the baseline has a sign; write +25% or -25%'],
    ['latency.p95 <= +25%', 'Write +25% vs baseline'],
    ['latency.p95 <= +25ms', 'Write +25ms vs baseline, or 25ms without the sign'],
    ['errors <= +5% vs baseline', 'its change is one of percentage points; write +5pp'],
    ['latency.p95 <= +1pp vs baseline', '+1pp is no change of latency.p95; write +25% or +50ms'],
    ['errors <= 1% during idle', 'unknown phase idle; during takes baseline, fault or recover'],
    ['errors <= 1% during falt', 'unknown phase falt (did you mean fault?)'],
    ['errors <= 1% during', 'no phase is named; during takes'],
    ['errors <= +1pp vs base', 'unknown reference base; vs takes baseline'],
    ['errors <= +1pp vs basline', 'did you mean baseline?'],
    ['errors <= +1pp vs idle', 'unknown reference idle; vs takes baseline'],
    ['errors <= +1pp vs', 'no reference is named'],
    ['errors <= 1% durng fault', 'unknown word durng (did you mean during?)'],
    ['errors <= 1% during fault during fault', '`during` is there twice'],
    ['errors <= +1pp vs baseline vs baseline', '`vs` is there twice'],
    ['errors <= +1pp during baseline vs baseline', 'would compare the baseline with itself'],
    ['recovery <= 30s during fault', 'recovery belongs to the fault and its recovery as a whole'],
    ['recovery <= +30s vs baseline', "recovery can't be compared with anything"],
    ['recovery <= +30s', "recovery can't be compared with the baseline; write 30s, without a sign"],
    ['errors >= 1%', 'its limit is an upper one: write errors <= 1%'],
    ['recovery > 10s', 'write recovery < 10s'],
    ['availability <= 99%', 'its limit is a lower one: write availability >= 99%'],
    ['throughput < -10% vs baseline', 'write throughput > -10% vs baseline'],
    ['errors <= 101%', 'errors is never more than 100%'],
    ['errors < 0%', 'errors is never below 0'],
    ['recovery <= 0s', 'recovery is never as low as 0'],
    ['availability >= 100%', 'no number of requests can show 100%: write errors <= 0%'],
    ['latency.p95 <= -100% vs baseline', 'nothing is 100% less than the baseline'],
  ])('%j is refused in a sentence of its own', (text, sentence) => {
    expect(readObjective(text)).toEqual(expect.stringContaining(sentence));
  });

  it('says in a spec which one is wrong', () => {
    expect(objectiveSchema.safeParse('recovry <= 30s').error?.issues[0]?.message).toMatch(
      /^recovry <= 30s: unknown metric/,
    );
    expect(objectiveSchema.safeParse(30).error?.issues[0]?.message).toMatch(/^write METRIC OP VALUE/);
  });
});

const changes = {
  time: ['%', 'ms'],
  percentage: ['pp'],
  rate: ['%', '/s'],
  number: ['none'],
  money: ['none'],
  hourly: ['%', '/h'],
  monthly: ['%', '/month'],
  factor: ['none'],
} as const;
const units = {
  time: ['s', 'ms', 'm'],
  percentage: ['%'],
  rate: ['/s', '/m'],
  number: [''],
  money: [''],
  hourly: ['/h'],
  monthly: ['/month'],
  factor: ['x'],
} as const;

const objectives = fc.constantFrom(...METRICS).chain(metric => {
  const amount =
    metric.value === 'number'
      ? fc.integer({min: 1, max: 50}).map(String)
      : fc.integer({min: 1, max: 99_000}).map(n => String(n / 1000));
  const name =
    metric.name === 'latency.pNN'
      ? fc.integer({min: 50_000, max: 99_999}).map(n => `latency.p${n / 1000}`)
      : fc.constantFrom('usage', 'request', 'max').map(basis => metric.name.replace('BASIS', basis));
  const dollar = metric.value === 'money' || metric.value === 'hourly' ? '$' : '';
  const during = metric.phases.length === 0 ? fc.constant('') : fc.constantFrom('', ' during fault', ' during recover');
  const operator = metric.better === 'lower' ? fc.constantFrom('<=', '<') : fc.constantFrom('>=', '>');
  const absolute = fc.tuple(amount, fc.constantFrom(...units[metric.value])).map(parts => `${dollar}${parts.join('')}`);
  const change = fc
    .tuple(fc.constantFrom('+', '-'), amount, fc.constantFrom(...changes[metric.value]))
    .map(
      ([sign, number, unit]) =>
        `${sign}${unit === '%' ? '' : dollar}${number}${unit} vs ${metric.references?.[0] ?? 'baseline'}`,
    );
  const value = metric.relative.length === 0 ? absolute : fc.oneof(absolute, change);
  return fc.tuple(name, operator, value, during).map(([n, o, v, d]) => `${n} ${o} ${v}${d}`);
});

describe('the grammar', () => {
  it('reads what it formats as the same objective', () => {
    fc.assert(
      fc.property(objectives, text => {
        const {text: _, ...first} = read(text);
        const {text: __, ...second} = read(formatObjective(first));
        expect(second).toEqual(first);
      }),
      {numRuns: 500},
    );
  });

  it('never throws, whatever the text', () => {
    const words = fc.array(
      fc.constantFrom(
        'recovery',
        'latency.p95',
        'errors',
        '<=',
        '>',
        '30s',
        '+1pp',
        '-',
        'during',
        'fault',
        'vs',
        'baseline',
        '%',
        '  ',
      ),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          words.map(parts => parts.join(' ')),
        ),
        text => {
          expect(['string', 'object']).toContain(typeof readObjective(text));
        },
      ),
    );
  });
});
