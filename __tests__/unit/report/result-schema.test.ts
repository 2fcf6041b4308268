import {Ajv2020} from 'ajv/dist/2020.js';
import {resultJsonSchema, resultSchema} from '../../../src/report/result-schema.js';
import {aResult} from '../../builders/a-result.js';
import {RESULT_SCENARIOS} from '../../builders/result-scenarios.js';

describe('resultSchema', () => {
  it.each(Object.entries(RESULT_SCENARIOS))('takes the result of %s and gives it back unchanged', (_, scenario) => {
    expect(resultSchema.parse(scenario())).toEqual(scenario());
  });

  it('refuses a key that it does not know, at any depth', () => {
    const result = aResult().build();
    expect(resultSchema.safeParse({...result, extra: 1}).success).toBe(false);
    expect(resultSchema.safeParse({...result, tool: {...result.tool, extra: 1}}).success).toBe(false);
  });

  it('refuses numbers that JSON has no word for', () => {
    expect(resultSchema.safeParse({...aResult().build(), durationSeconds: Number.NaN}).success).toBe(false);
  });

  it('refuses columns of different lengths in the series', () => {
    const result = aResult().build();
    expect(resultSchema.safeParse({...result, series: {...result.series, ok: [1]}}).success).toBe(false);
  });
});

describe('resultJsonSchema', () => {
  const validate = new Ajv2020({strict: false, validateFormats: false}).compile(resultJsonSchema());

  it.each(Object.entries(RESULT_SCENARIOS))('accepts the result of %s', (_, scenario) => {
    validate(JSON.parse(JSON.stringify(scenario())));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('refuses what the zod schema refuses', () => {
    expect(validate({...aResult().build(), extra: 1})).toBe(false);
    expect(validate({...aResult().build(), verdict: 'passed'})).toBe(false);
  });

  it('is a draft 2020-12 schema in which every field is described', () => {
    const schema = resultJsonSchema();
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      additionalProperties: false,
    });
    const fields = fieldsOf(schema);
    expect(fields.length).toBeGreaterThan(100);
    expect(fields.filter(({description}) => !description)).toEqual([]);
  });
});

function fieldsOf(node: unknown, path = ''): {path: string; description: unknown}[] {
  if (node === null || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const below = fieldsOf(value, `${path}/${key}`);
    if (key !== 'properties') return below;
    const own = Object.entries(value as object).map(([name, field]) => ({
      path: `${path}/${name}`,
      description: field.description,
    }));
    return [...own, ...below];
  });
}
