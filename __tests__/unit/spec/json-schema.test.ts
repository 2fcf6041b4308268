import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {Ajv2020} from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import {parse} from 'yaml';
import {specJsonSchema} from '../../../src/spec/json-schema.js';
import {specSchema} from '../../../src/spec/schema.js';
import {TINY} from './a-source.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const ajv = new Ajv2020({allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true});
addFormats.default(ajv);
const isValid = ajv.compile(specJsonSchema());

const FULL = `
version: 1
name: checkout
cluster: {kind: ci}
timeout: 20m
onInconclusive: warn
victim:
  images: [{name: checkout:ci, build: ., dockerfile: ops/Dockerfile, target: prod, args: {A: b, T: {fromEnv: TOKEN}}}]
  manifests: [k8s/]
  kustomize: overlays/ci
  helm: {chart: chart, release: shop, values: [a.yaml, b.yaml]}
  secrets: [{name: db, data: {password: {fromEnv: DB}}}]
  readyWithin: 1m30s
  namespace: shop
  adopt: true
  allowClusterScoped: false
load:
  service: checkout:http
  via: proxy
  rate: 3000/m
  requests:
    - {path: /health, weight: 9}
    - {name: order, service: other:80, method: POST, path: /api/orders, body: {sku: A1}, expect: 201, headers: {authorization: {fromEnv: TOKEN}}}
    - {method: POST, body: [1, 2], expect: [200, 404]}
  timeout: 2s
  maxLateness: 20ms
steady: {for: 3s, requests: 50, errors: 0.5%, p95: 2, p95Slack: 100ms, baselineErrors: 2%}
phases: {warmup: 0s, baseline: 45s, recover: 1m}
experiments:
  - {name: pod-kill, podKill: {target: Deployment/checkout, mode: 2, seed: 7, gracePeriod: 5s}, repeat: 5, engine: native}
  - {name: all, podKill: {mode: all}, for: 45s, must: [recovery.pod < 1m30s], should: [restarts <= 0]}
  - name: stress
    request: {service: a:80, target: StatefulSet/db, method: PUT, path: /stress?s=30, headers: {a: b}, body: x, expect: 202, undo: {path: /calm}}
  - {name: fail, podFailure: {mode: all, seed: 1}, engine: chaosMesh}
  - {name: containers, containerKill: {target: Deployment/checkout, containers: [app]}}
  - {name: cpu, cpu: {target: Deployment/checkout, load: 80, workers: 2, containers: [app]}}
  - {name: memory, memory: {size: 256Mi, workers: 1}}
  - {name: half, memory: {size: 50%}}
  - {name: partition, partition: {target: Deployment/checkout, from: Deployment/mail, direction: to}}
  - {name: delay, networkDelay: {latency: 100ms, jitter: 10ms}}
  - {name: loss, networkLoss: {loss: 10%}}
  - {name: abort, httpAbort: {port: 8080, path: /api/*, method: GET}}
  - {name: file, chaosMesh: chaos/dns.yaml}
  - {name: file-of, chaosMesh: {file: chaos/dns.yaml, target: Deployment/checkout}}
cost: {prices: cacop, usage: {prometheus: {url: 'https://metrics.example.com/prom', token: {fromEnv: TOKEN}}}}
gate:
  must: [recovery <= 30s, latency.p99.9 <= +25% vs baseline during fault, availability >= 99.9%, throughput >= 3000/m]
  should: [errors <= +1pp vs baseline]
`;

describe('the JSON Schema of the spec', () => {
  it.each([
    ['the smallest spec', TINY],
    ['a spec with every key', FULL],
    ['a url', TINY.replace('service: hello:80', 'url: "http://127.0.0.1:8080"')],
    ['the example of CACOP', readFileSync(join(ROOT, 'examples', 'cacop', 'gate.yaml'), 'utf8')],
    ['the example with Chaos Mesh', readFileSync(join(ROOT, 'examples', 'cacop', 'gate-chaos-mesh.yaml'), 'utf8')],
  ])('takes %s, as the gate does', (_, text) => {
    const value: unknown = parse(text);

    expect(specSchema.safeParse(value).error).toBeUndefined();
    expect(isValid(value) ? [] : isValid.errors).toEqual([]);
  });

  it('takes a spec without load and experiments where it has a gate, as the example of cost alone', () => {
    const example = parse(readFileSync(join(ROOT, 'examples', 'cost-only', 'gate.yaml'), 'utf8')) as object;
    expect(isValid(example)).toBe(true);
    expect(isValid({...example, gate: undefined})).toBe(false);
    expect(isValid({...example, experiments: [{name: 'kill', podKill: {}}]})).toBe(false);
  });

  it.each([
    ['an unknown key', `${TINY}extra: 1\n`],
    ['an unknown key of the victim', TINY.replace('k8s/', '{manifests: k8s, image: x}')],
    ['an unknown key of a fault', TINY.replace('podKill: {}', 'podKill: {targets: x}')],
    ['a load above a core', TINY.replace('podKill: {}', 'cpu: {load: 101}')],
    ['a size without its unit', TINY.replace('podKill: {}', 'memory: {size: "256"}')],
    ['a bare number as a duration', `${TINY}timeout: 30\n`],
    ['a misspelt duration', `${TINY}timeout: 30 sec\n`],
    ['a percentage without its sign', `${TINY}steady: {errors: 1}\n`],
    ['a rate without its unit', TINY.replace('hello:80', 'hello:80, rate: 50')],
    ['an unknown metric', TINY.replace('recovery <=', 'recovry <=')],
    ['an unknown phase', TINY.replace('recovery <= 30s', 'errors <= 1% during falt')],
    ['two faults', TINY.replace('podKill: {}', 'podKill: {}, request: {path: /}')],
    ['no fault', TINY.replace(', podKill: {}', '')],
    ['a service beside a url', TINY.replace('hello:80', 'hello:80, url: "http://a"')],
    ['a service without its port', TINY.replace('hello:80', 'hello')],
    ['no experiment', TINY.replace('{name: x, podKill: {}}', '')],
    ['an unknown cluster', `${TINY}cluster: {name: x}\n`],
  ])('refuses %s, as the gate does', (_, text) => {
    const value: unknown = parse(text);

    expect(specSchema.safeParse(value).success).toBe(false);
    expect(isValid(value)).toBe(false);
  });

  it('shows defaults as people write them, all of which the gate takes', () => {
    const schema = specJsonSchema() as {
      properties: Record<string, {default?: unknown; properties?: Record<string, {default?: unknown}>}>;
    };

    expect(schema.properties.timeout?.default).toBe('30m');
    expect(schema.properties.phases?.properties?.recover?.default).toBe('60s');
    expect(schema.properties.load?.properties?.rate?.default).toBe('20/s');
    expect(schema.properties.steady?.properties?.errors?.default).toBe('1%');
  });

  it('names no address of its own', () => {
    expect(specJsonSchema()).not.toHaveProperty('$id');
    expect(specJsonSchema()).toHaveProperty('$schema', 'https://json-schema.org/draft/2020-12/schema');
  });

  it('describes every key', () => {
    const undescribed: string[] = [];
    const walk = (
      schema: {properties?: object; anyOf?: object[]; items?: object; description?: string},
      path: string,
    ): void => {
      for (const [key, child] of Object.entries(schema.properties ?? {}) as [string, {description?: string}][]) {
        if (child.description === undefined) undescribed.push(`${path}.${key}`);
        walk(child, `${path}.${key}`);
      }
      for (const form of schema.anyOf ?? []) walk(form, path);
      if (schema.items !== undefined) walk(schema.items, `${path}[]`);
    };
    walk(specJsonSchema(), '');

    expect(undescribed).toEqual([]);
  });
});

describe('the broken specs of the golden files', () => {
  const folder = join(ROOT, '__tests__', 'golden', 'spec-errors');
  const readable = readdirSync(folder).filter(file =>
    /^(missing|misspelt|objectives|quantities|unions|unknown|wrong).*\.yaml$/.test(file),
  );

  it.each(readable)('%s is refused by the JSON Schema too', file => {
    expect(isValid(parse(readFileSync(join(folder, file), 'utf8')))).toBe(false);
  });
});
