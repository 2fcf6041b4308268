import {metricsMarkdown, specMarkdown} from '../../../src/spec/describe.js';
import {readObjective} from '../../../src/spec/grammar.js';
import {specJsonSchema} from '../../../src/spec/json-schema.js';
import {METRICS} from '../../../src/spec/metrics.js';

interface Schema {
  properties?: Record<string, Schema>;
  anyOf?: Schema[];
  items?: Schema;
}

function keysOf(schema: Schema): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, child]) => [key, ...keysOf(child)]);
  return [...own, ...(schema.anyOf ?? []).flatMap(keysOf), ...(schema.items === undefined ? [] : keysOf(schema.items))];
}

describe('the table of the spec', () => {
  const text = specMarkdown();

  it('has a row for every key', () => {
    const paths = [...text.matchAll(/^\| `(\S+)` \|/gm)].map(([, path]) => path ?? '');
    const keys = paths.map(path => path.replace(/^.*\./, ''));

    expect(new Set(keys)).toEqual(new Set(keysOf(specJsonSchema())));
    expect(new Set(paths).size).toBe(paths.length);
    expect(keys.length).toBeGreaterThan(70);
  });

  it('has the defaults as people write them', () => {
    expect(text).toContain('| `phases.recover` | duration, such as `30s` | `60s` | The deadline of the recovery');
    expect(text).toContain('| `victim` | path or mapping | needed |');
    expect(text).toContain('| `experiments[].podKill.mode` | `one`, `all` or whole number | `one` |');
    expect(text).toContain('| `gate.must` | list: objective, such as `recovery <= 30s` | – |');
  });

  it('has four cells in each row', () => {
    for (const row of text.trimEnd().split('\n')) expect(row.match(/(?<!\\)\|/g)).toHaveLength(5);
  });
});

describe('the table of the metrics', () => {
  const text = metricsMarkdown();

  it('has a row for every metric', () => {
    expect([...text.matchAll(/^\| `(\S+)` \|/gm)].map(([, name]) => name)).toEqual(METRICS.map(({name}) => name));
  });

  it('shows objectives that the gate takes', () => {
    const examples = [...text.matchAll(/`(\S+ [<>]= [^`]+)`/g)].map(([, example]) => example ?? '');

    expect(examples.length).toBeGreaterThan(METRICS.length);
    for (const example of examples) expect(readObjective(example)).toBeInstanceOf(Object);
  });
});
