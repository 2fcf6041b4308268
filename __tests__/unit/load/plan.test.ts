import {loadPlan} from '../../../src/load/plan.js';
import type {Route} from '../../../src/load/route.js';
import type {LoadSpec, RequestSpec} from '../../../src/spec/schema.js';

const nodePort: Route = {
  origin: 'http://127.0.0.1:30080',
  basePath: '',
  headers: {},
  tls: {},
  via: 'nodePort',
  description: '',
};
const proxy: Route = {
  origin: 'https://127.0.0.1:6443',
  basePath: '/api/v1/namespaces/shop/services/http:mail:25/proxy',
  headers: {authorization: 'Bearer of-the-cluster'},
  tls: {ca: 'CA'},
  via: 'proxy',
  description: '',
};
const routes = new Map([
  ['shop:80', nodePort],
  ['mail:25', proxy],
]);

function aRequest(changes: Partial<RequestSpec> = {}): RequestSpec {
  return {method: 'GET', path: '/', headers: {}, weight: 1, ...changes};
}

function aLoad(...requests: RequestSpec[]): LoadSpec {
  return {service: 'shop:80', via: 'auto', rate: 50, requests, timeout: 5_000, maxLateness: 50};
}

const planOf = (request: Partial<RequestSpec>, env = {}) =>
  loadPlan(aLoad(aRequest(request)), routes, env).requests[0]!;

describe('loadPlan', () => {
  it('makes a request ready to be sent', () => {
    expect(loadPlan(aLoad(aRequest({path: '/health', weight: 9})), routes, {})).toEqual({
      rate: 50,
      timeout: 5_000,
      maxOpen: 10_000,
      targets: [{origin: 'http://127.0.0.1:30080', tls: {}}],
      requests: [
        {
          label: 'GET /health',
          target: 0,
          method: 'GET',
          path: '/health',
          headers: {'user-agent': 'chaos-cost-gate', accept: '*/*'},
          weight: 9,
        },
      ],
    });
  });

  it('is plain data, as a thread takes it', () => {
    const plan = loadPlan(aLoad(aRequest({body: {sku: 'A1'}, expect: [201]})), routes, {});
    expect(structuredClone(plan)).toEqual(plan);
  });

  it('sends requests of the same server to one target, and others to theirs', () => {
    const plan = loadPlan(aLoad(aRequest(), aRequest({service: 'mail:25'}), aRequest({path: '/b'})), routes, {});
    expect(plan.targets).toEqual([
      {origin: 'http://127.0.0.1:30080', tls: {}},
      {origin: 'https://127.0.0.1:6443', tls: {ca: 'CA'}},
    ]);
    expect(plan.requests.map(request => request.target)).toEqual([0, 1, 0]);
  });

  it("puts the proxy's prefix and credentials to the requests that go by it", () => {
    const request = planOf({service: 'mail:25', path: '/send?to=a'});
    expect(request.path).toBe('/api/v1/namespaces/shop/services/http:mail:25/proxy/send?to=a');
    expect(request.headers.authorization).toBe('Bearer of-the-cluster');
  });

  it.each([
    ['/../../../../../namespaces', '/namespaces'],
    ['/%2e%2e/secrets', '/secrets'],
    ['//other.test/x', '//other.test/x'],
  ])("keeps %s below the proxy's prefix", (path, sent) => {
    expect(planOf({service: 'mail:25', path}).path).toBe(`${proxy.basePath}${sent}`);
  });

  it('escapes what a request line can not hold', () => {
    expect(planOf({path: '/käse und brot?q=a b#part'}).path).toBe('/k%C3%A4se%20und%20brot?q=a%20b');
  });

  it('sends an object as JSON and says so', () => {
    expect(planOf({method: 'POST', body: {sku: 'A1'}})).toMatchObject({
      body: '{"sku":"A1"}',
      headers: {'content-type': 'application/json'},
    });
  });

  it('keeps a content type that the spec sets, whatever its case', () => {
    expect(
      planOf({method: 'POST', body: [1], headers: {'Content-Type': 'application/vnd.shop+json'}}).headers[
        'content-type'
      ],
    ).toBe('application/vnd.shop+json');
  });

  it('sends a string as it is', () => {
    const request = planOf({method: 'POST', body: 'a=1'});
    expect(request.body).toBe('a=1');
    expect(request.headers).not.toHaveProperty('content-type');
  });

  it('reads a header from the environment, without the newline at its end', () => {
    expect(
      planOf({headers: {authorization: {fromEnv: 'TOKEN'}}}, {TOKEN: 'Bearer s3cret\n'}).headers.authorization,
    ).toBe('Bearer s3cret');
  });

  it('refuses a header whose variable is not set', () => {
    expect(() => planOf({headers: {'x-key': {fromEnv: 'KEY'}}})).toThrow(
      expect.objectContaining({
        blame: 'usage',
        message: 'the environment variable KEY is not set; the header `x-key` of the request `GET /` is read from it',
      }),
    );
  });

  it('refuses a value that no header can hold, without showing it', () => {
    const build = () => planOf({headers: {'x-key': {fromEnv: 'KEY'}}}, {KEY: 's3cret\r\nx-other: 1'});
    expect(build).toThrow(expect.objectContaining({blame: 'usage'}));
    expect(build).not.toThrow('s3cret');
  });

  it.each(['Connection', 'Upgrade', 'Transfer-Encoding', 'Expect', 'Content-Length', 'bad name'])(
    'refuses the header %s',
    name => {
      expect(() => planOf({headers: {[name]: 'x'}})).toThrow(expect.objectContaining({blame: 'usage'}));
    },
  );

  it('refuses an authorization header that the API server would keep for itself', () => {
    expect(() => planOf({service: 'mail:25', headers: {Authorization: 'Bearer x'}})).toThrow(
      "the API server's proxy takes it for itself",
    );
  });

  it('names requests after their name, else after what they do, and keeps equal ones apart', () => {
    const requests = [
      aRequest(),
      aRequest({headers: {'x-variant': 'b'}}),
      aRequest({name: 'order', method: 'POST'}),
      aRequest({name: 'order', method: 'PUT'}),
      aRequest({service: 'mail:25'}),
    ];
    const labels = loadPlan(aLoad(...requests), routes, {}).requests.map(request => request.label);
    expect(labels).toEqual(['GET /', 'GET / (2)', 'order', 'order', 'GET / on mail:25']);
  });

  it('refuses a load without a service and a url', () => {
    const {service: _, ...load} = aLoad(aRequest());
    expect(() => loadPlan(load, routes, {})).toThrow('the load names neither a service nor a url');
  });
});
