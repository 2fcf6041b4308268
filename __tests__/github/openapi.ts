import {readFileSync} from 'node:fs';
import {Ajv, type ValidateFunction} from 'ajv';
import addFormats from 'ajv-formats';

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: object;
}

interface Description {
  paths: Record<string, Record<string, RawOperation>>;
  components: Record<string, Record<string, unknown>>;
}

interface RawOperation {
  parameters?: (Parameter | {$ref: string})[];
  requestBody?: {content: Record<string, {schema: object}>};
  responses: Record<string, {content?: Record<string, {schema: object}>} | {$ref: string}>;
}

/** One operation of GitHub's API, with checks by its own description. Each returns what is wrong. */
export interface Operation {
  path: string;
  params: Record<string, string>;
  checkRequest(query: URLSearchParams, body: unknown): string[];
  checkAnswer(status: number, body: unknown): string[];
}

const DESCRIPTION = JSON.parse(readFileSync(new URL('./api.github.com.json', import.meta.url), 'utf8')) as Description;
const ajv = new Ajv({strict: false, allErrors: true, coerceTypes: false});
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
ajv.addSchema({$id: 'github', ...DESCRIPTION} as object);

/** Finds the operation of a request; undefined where the gate may not go. */
export function findOperation(method: string, pathname: string): Operation | undefined {
  for (const [path, methods] of Object.entries(DESCRIPTION.paths)) {
    const operation = methods[method.toLowerCase()];
    const match = patternOf(path).exec(pathname);
    if (operation === undefined || match === null) continue;
    return operationOf(path, operation, {...match.groups});
  }
  return undefined;
}

function patternOf(path: string): RegExp {
  // The path of a file in a repository holds slashes.
  const pattern = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    name === 'path' ? '(?<path>.+)' : `(?<${name}>[^/]+)`,
  );
  return new RegExp(`^${pattern}$`);
}

function operationOf(path: string, operation: RawOperation, params: Record<string, string>): Operation {
  const parameters = (operation.parameters ?? []).map(parameter => deref<Parameter>(parameter));
  return {
    path,
    params,
    checkRequest: (query, body) => [
      ...parameters.flatMap(parameter => checkParameter(parameter, valueFor(parameter, params, query))),
      ...unknownParameters(parameters, query),
      ...checkBody(operation.requestBody?.content['application/json']?.schema, body),
    ],
    checkAnswer: (status, body) => {
      const raw = operation.responses[String(status)];
      if (raw === undefined) return [`${status} is no answer of ${path}`];
      const response = deref<{content?: Record<string, {schema: object}>}>(raw);
      return checkBody(response.content?.['application/json']?.schema, body);
    },
  };
}

function valueFor(
  {name, in: where}: Parameter,
  params: Record<string, string>,
  query: URLSearchParams,
): string | undefined {
  return where === 'path' ? params[name] : (query.get(name) ?? undefined);
}

function unknownParameters(parameters: readonly Parameter[], query: URLSearchParams): string[] {
  const known = new Set(parameters.map(parameter => parameter.name));
  return [...query.keys()].filter(name => !known.has(name)).map(name => `unknown query parameter ${name}`);
}

function deref<T>(value: T | {$ref: string}): T {
  return typeof value === 'object' && value !== null && '$ref' in value ? resolve<T>(value.$ref) : (value as T);
}

function resolve<T>(ref: string): T {
  const [, , kind = '', name = ''] = ref.split('/');
  return DESCRIPTION.components[kind]?.[name] as T;
}

function checkParameter({name, required, schema}: Parameter, value: string | undefined): string[] {
  if (value === undefined) return required === true ? [`the parameter ${name} is missing`] : [];
  const isNumber = 'type' in schema && schema.type === 'integer';
  return check(schema, isNumber ? Number(value) : value).map(fault => `parameter ${name}: ${fault}`);
}

function checkBody(schema: object | undefined, body: unknown): string[] {
  if (schema === undefined) return body === undefined ? [] : ['a body where none belongs'];
  return check(schema, body).map(fault => `body: ${fault}`);
}

function check(schema: object, value: unknown): string[] {
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"github#/components/')) as object;
  const validate: ValidateFunction = ajv.compile(absolute);
  return validate(value) ? [] : [ajv.errorsText(validate.errors)];
}
