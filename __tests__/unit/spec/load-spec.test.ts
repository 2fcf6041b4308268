import {isFailure} from '../../../src/failure.js';
import {filesOfSpec, type LoadedSpec, loadSpec} from '../../../src/spec/load-spec.js';
import {aSource, TINY} from './a-source.js';

const FILE = '/app/checkout/gate.yaml';

function load(text: string, options?: Parameters<typeof aSource>[1]): LoadedSpec {
  return loadSpec(FILE, aSource(text, options));
}

/** Every problem, without the file's name. */
function problemsOf(text: string, options?: Parameters<typeof aSource>[1]): string[] {
  try {
    load(text, options);
  } catch (error) {
    if (!isFailure(error) || error.blame !== 'usage') throw error;
    return error.message.split('\n').map(line => line.replace(`${FILE}:`, ''));
  }
  throw new Error('the spec was taken');
}

const withLoad = (value: string): string => TINY.replace('{service: hello:80}', value);
const withVictim = (value: string): string => TINY.replace('k8s/', value);
const withExperiment = (value: string): string => TINY.replace('{name: x, podKill: {}}', value);
const withMust = (value: string): string => TINY.replace('recovery <= 30s', value);

describe('the smallest spec', () => {
  it('has a default for everything else', () => {
    expect(load(TINY).spec).toEqual({
      version: 1,
      name: 'checkout',
      file: FILE,
      dir: '/app/checkout',
      cluster: 'kind',
      timeout: 1_800_000,
      onInconclusive: 'fail',
      victim: {
        images: [],
        manifests: ['/app/checkout/k8s'],
        secrets: [],
        readyWithin: 120_000,
        adopt: false,
        allowClusterScoped: false,
      },
      load: {
        service: 'hello:80',
        via: 'auto',
        rate: 20,
        requests: [{method: 'GET', path: '/', headers: {}, weight: 1}],
        timeout: 5_000,
        maxLateness: 50,
      },
      steady: {for: 5_000, requests: 100, errors: 1, p95: 1.5, p95Slack: 50, baselineErrors: 5},
      phases: {warmup: 5_000, baseline: 30_000, recover: 60_000},
      experiments: [
        {
          name: 'x',
          podKill: {mode: 'one', gracePeriod: 0},
          engine: 'auto',
          for: 30_000,
          repeat: 1,
          must: [],
          should: [],
        },
      ],
      cost: {prices: 'opencost-default', incidentsPerMonth: 4, usage: 'auto'},
      gate: {
        must: [
          {
            text: 'recovery <= 30s',
            metric: 'recovery',
            unit: 's',
            operator: '<=',
            limit: {kind: 'absolute', value: 30},
          },
        ],
        should: [],
      },
    });
  });
});

describe('costs', () => {
  const withCost = (value: string): string => `${TINY}cost: ${value}\n`;

  it('are counted by prices of one’s own, or by a preset', () => {
    expect(load(withCost('{prices: {cpu: 0.048, memory: 0.0053}, incidentsPerMonth: 2}')).spec.cost).toEqual({
      prices: {cpu: 0.048, memory: 0.0053},
      incidentsPerMonth: 2,
      usage: 'auto',
    });
    expect(load(withCost('{prices: cacop}')).spec.cost.prices).toBe('cacop');
  });

  it.each([
    'auto',
    'http://127.0.0.1:30090',
    {url: 'https://metrics.example.com/prom', token: {fromEnv: 'TOKEN'}},
    {service: 'monitoring/prometheus:9090'},
  ])('come from a Prometheus where the spec names one: %j', prometheus => {
    expect(load(withCost(JSON.stringify({usage: {prometheus}}))).spec.cost.usage).toEqual({prometheus});
  });

  it.each([
    ['{prices: {cpu: -1, memory: 0}}', 'cost.prices.cpu: found -1; no price is below 0'],
    ['{prices: {cpu: .nan, memory: 0}}', 'cost.prices.cpu: '],
    ['{prices: {cpu: $0.048, memory: 0}}', 'allowed is dollars as a number, such as 0.048'],
    ['{prices: {cpu: 0.048}}', 'cost.prices.memory: is missing; allowed is dollars as a number'],
    ['{prices: {cpu: 0, memory: 0}}', 'with both prices 0, everything would cost nothing'],
    ['{prices: cacopp}', 'azure-d, {file: prices.yaml}, or prices such as'],
    ['{prices: 5}', 'found 5; allowed is opencost-default, cacop'],
    ['{incidentsPerMonth: -1}', 'cost.incidentsPerMonth: found -1'],
    ['{usage: prometheus}', 'allowed is auto, or a Prometheus such as {prometheus: auto}'],
    ['{usage: {prometheus: {service: prometheus:9090}}}', 'allowed is NAMESPACE/NAME:PORT'],
    ['{usage: {prometheus: "http://me:secret@prom"}}', 'holds a user or a password'],
    ['{usage: {prometheus: "http://prom/?query=up"}}', 'holds a query or a fragment'],
    ['{usage: {prometheus: {url: "http://prom", token: s3cret}}}', 'a token belongs into no file'],
    ['{price: cacop}', 'there is no such key; allowed are prices, currency, nodes, incidentsPerMonth, usage'],
  ])('%s is refused', (value, sentence) => {
    expect(problemsOf(withCost(value)).join('\n')).toContain(sentence);
  });

  it('of an idle phase can be asked for only where one is taken', () => {
    const asked = withMust('cost.hourly.usage <= +400% vs idle');
    expect(problemsOf(asked)).toEqual([
      expect.stringContaining('cost.hourly.usage <= +400% vs idle: no idle phase is taken; add phases: {idle: 20s}'),
    ]);
    expect(problemsOf(withMust('cost.hourly.usage <= $1/h during idle'))).toHaveLength(1);
    expect(load(`${asked}phases: {idle: 20s}\n`).spec.phases.idle).toBe(20_000);
  });
});

describe('a name that is not given', () => {
  it.each([
    ['/app/My Shop!/gate.yaml', 'my-shop'],
    ['/app/checkout/.github/gate.yaml', 'checkout'],
    ['/---/Gate 1.yaml', 'gate-1'],
    ['/gate.yaml', 'gate'],
    [`/${'a'.repeat(39)}-b/gate.yaml`, 'a'.repeat(39)],
  ])('is made of the folder of %s: %s', (file, name) => {
    expect(loadSpec(file, aSource(TINY)).spec.name).toBe(name);
  });
});

describe('paths', () => {
  const images = 'images: [{name: a:ci, build: ../app, dockerfile: ops/Dockerfile}]';
  const victim = `{${images}, manifests: [a.yaml, /b], kustomize: ., helm: {chart: c, values: v.yaml}}`;

  it('become absolute by the folder of the spec, and may leave it', () => {
    expect(load(withVictim(victim)).spec.victim).toMatchObject({
      images: [{build: '/app/app', dockerfile: '/app/app/ops/Dockerfile'}],
      manifests: ['/app/checkout/a.yaml', '/b'],
      kustomize: '/app/checkout',
      helm: {chart: '/app/checkout/c', values: ['/app/checkout/v.yaml']},
    });
  });

  it('have to exist', () => {
    const absent = [
      '/app/app',
      '/app/app/ops/Dockerfile',
      '/b',
      '/app/checkout',
      '/app/checkout/c',
      '/app/checkout/v.yaml',
    ];

    expect(problemsOf(withVictim(victim), {absent}).map(problem => problem.replace(/^[\d:]+ /, ''))).toEqual([
      'victim.images[0].build: there is no /app/app; paths are relative to the spec',
      'victim.images[0].dockerfile: there is no /app/app/ops/Dockerfile; paths are relative to the spec',
      'victim.manifests[1]: there is no /b; paths are relative to the spec',
      'victim.kustomize: there is no /app/checkout; paths are relative to the spec',
      'victim.helm.chart: there is no /app/checkout/c; paths are relative to the spec',
      'victim.helm.values: there is no /app/checkout/v.yaml; paths are relative to the spec',
    ]);
  });

  it('are named as they were written', () => {
    expect(problemsOf(TINY, {absent: ['/app/checkout/k8s']})).toEqual([
      '1:9 victim: there is no /app/checkout/k8s; paths are relative to the spec',
    ]);
  });
});

describe('the place of a field', () => {
  const {positionOf} = load(
    `${TINY.replace('[recovery <= 30s]', '\n  [recovery <= 30s, errors <= 1%]')}phases:\nsteady: &s {for: 6s}\n`.replace(
      'phases:\n',
      'phases: {}\n',
    ),
  );

  it('is that of its value', () => {
    expect(positionOf(['gate', 'must', 1])).toEqual({line: 5, column: 21});
    expect(positionOf(['experiments', 0, 'podKill'])).toEqual({line: 3, column: 34});
  });

  it('is that of the value around it where it is not written', () => {
    expect(positionOf(['experiments', 0, 'for'])).toEqual(positionOf(['experiments', 0]));
    expect(positionOf(['timeout'])).toEqual({line: 1, column: 1});
  });

  it('is found through anchors and merge keys', () => {
    const text = `${TINY.replace('[{name: x, podKill: {}}]', '\n  - &a {name: a, podKill: {}, for: 20s}\n  - {<<: *a, name: b}')}`;
    const merged = load(text);

    expect(merged.spec.experiments[1]).toMatchObject({name: 'b', for: 20_000});
    expect(merged.positionOf(['experiments', 1, 'for'])).toEqual({line: 4, column: 36});
    expect(problemsOf(text.replace('20s', '20'))).toEqual([
      '4:36 experiments[0].for: found 20; write the unit, such as 30s',
      '4:36 experiments[1].for: found 20; write the unit, such as 30s',
    ]);
  });
});

describe('environment variables', () => {
  const text = withLoad(
    '{service: hello:80, requests: [{headers: {a: {fromEnv: TOKEN}, b: {fromEnv: EMPTY}, c: {fromEnv: SET}}, body: {fromEnv: NONE}}, {path: /b, headers: {a: {fromEnv: TOKEN}}}]}',
  );

  it('that are not set, or empty, are listed once, and no body is looked into', () => {
    expect(load(text, {env: {EMPTY: '', SET: 'x'}}).missingEnv).toEqual(['TOKEN', 'EMPTY']);
  });

  it('are found in build arguments, secrets, stress requests and the token of a Prometheus', () => {
    const victim =
      '{manifests: k8s, images: [{name: a, build: ., args: {A: {fromEnv: ONE}}}], secrets: [{name: s, data: {k: {fromEnv: TWO}}}]}';
    const spec = withVictim(victim).replace('podKill: {}', 'request: {path: /stress, headers: {k: {fromEnv: THREE}}}');

    const usage = '{prometheus: {url: "https://metrics.example.com", token: {fromEnv: FOUR}}}';

    expect(load(`${spec}cost: {usage: ${usage}}\n`).missingEnv).toEqual(['ONE', 'TWO', 'THREE', 'FOUR']);
  });
});

describe('a file of Chaos Mesh', () => {
  const text = withExperiment(
    '{name: x, chaosMesh: chaos/dns.yaml}, {name: y, chaosMesh: {file: /a.yaml, target: Deployment/a}}',
  );

  it('is found beside the spec, and read with it', () => {
    const readFile = (path: string): string => (path === FILE ? text : `what ${path} holds`);
    const {spec} = loadSpec(FILE, {...aSource(text), readFile});
    expect(spec.experiments.map(({chaosMesh}) => chaosMesh)).toEqual([
      {file: '/app/checkout/chaos/dns.yaml', target: undefined, text: 'what /app/checkout/chaos/dns.yaml holds'},
      {file: '/a.yaml', target: 'Deployment/a', text: 'what /a.yaml holds'},
    ]);
  });

  it('must be there', () => {
    expect(() => loadSpec(FILE, aSource(text, {absent: ['/a.yaml']}))).toThrow(
      'experiments[1].chaosMesh: there is no /a.yaml; paths are relative to the spec',
    );
  });
});

describe('the files of a spec', () => {
  it('are those with prices and faults, and not the victim’s', () => {
    const prices = 'cost: {prices: {file: ../prices.csv}}\n';
    const text = `${withExperiment('{name: x, chaosMesh: chaos/dns.yaml}, {name: y, podKill: {}}')}${prices}`;
    expect(filesOfSpec(FILE, text)).toEqual(['/app/prices.csv', '/app/checkout/chaos/dns.yaml']);
    expect(filesOfSpec(FILE, TINY)).toEqual([]);
  });

  it('are none of a text that is no spec', () => {
    expect(filesOfSpec(FILE, 'victim: [')).toEqual([]);
    expect(filesOfSpec(FILE, 'cost: {prices: {file: prices.csv}}')).toEqual([]);
  });
});

describe('rules across fields', () => {
  it.each([
    [
      'two experiments of one name',
      withExperiment('{name: x, podKill: {}}, {name: x, podKill: {}}'),
      'experiments[1].name: x is the name of experiments[0] already',
    ],
    [
      'no fault',
      withExperiment('{name: x}'),
      'experiments[0]: found none; an experiment names one fault: podKill, podFailure, containerKill, cpu, memory, partition, networkDelay, networkLoss, httpAbort, chaosMesh or request',
    ],
    ['two faults', withExperiment('{name: x, podKill: {}, request: {path: /}}'), 'found podKill and request;'],
    ['neither service nor url', withLoad('{}'), 'load: names no address: add service'],
    ['both service and url', withLoad('{service: a:80, url: "http://a"}'), 'load.url: stands beside service'],
    ['no url at all', withLoad('{url: hello}'), 'load.url: found "hello"; allowed is an address such as'],
    ['a password in the url', withLoad('{url: "http://me:hunter2@a"}'), 'load.url: holds a user or a password'],
    ['a query in the url', withLoad('{url: "http://a/?b=c"}'), 'load.url: holds a query or a fragment'],
    [
      'a url of another kind',
      withLoad('{url: "ftp://me:hunter2@a"}'),
      'load.url: found "ftp://…@a"; allowed is an address such as http://127.0.0.1:8080',
    ],
    ['nothing to deploy', withVictim('{readyWithin: 1m}'), 'victim: names nothing to deploy'],
    [
      'a timeout shorter than the phases',
      `${TINY}timeout: 65s\n`,
      'timeout: is 1m5s, and the phases alone take 1m5s at least',
    ],
    [
      'a should looser than the gate’s must',
      TINY.replace('podKill: {}', 'podKill: {}, should: [recovery <= 40s]'),
      'experiments[0].should[0]: recovery <= 40s: it is looser than the must recovery <= 30s',
    ],
    [
      'a should looser than its own must',
      TINY.replace('podKill: {}', 'podKill: {}, must: [recovery <= 5s], should: [recovery <= 6s]'),
      'experiments[0].should[0]',
    ],
    [
      'a metric twice',
      withMust('errors <= 1%, errors <= 2%'),
      'gate.must[1]: errors <= 2%: the list limits this already',
    ],
  ])('refuse %s', (_, text, sentence) => {
    const problems = problemsOf(text);

    expect(problems).toEqual([expect.stringContaining(sentence)]);
    expect(problems.join()).not.toContain('hunter2');
  });

  it.each([
    ['a namespace that holds the victim already', withVictim('{namespace: shop}')],
    ['several sources', withVictim('{manifests: a, kustomize: b, helm: {chart: c}}')],
    ['a url', withLoad('{url: "https://127.0.0.1:8443/base"}')],
    ['a port by its name', withLoad('{service: hello:http-web}')],
    [
      'a should looser than a must that the experiment replaces',
      TINY.replace('podKill: {}', 'podKill: {}, must: [recovery <= 50s], should: [recovery <= 40s]'),
    ],
    [
      'a stress request',
      withExperiment('{name: x, request: {path: /api/stress?duration=30, expect: [202, 204]}, for: 1m}'),
    ],
  ])('let %s through', (_, text) => {
    expect(load(text).missingEnv).toEqual([]);
  });

  it.each([
    ['hello', 'add the port, as in hello:80'],
    ['http://hello:80/', '(did you mean hello:80?)'],
    ['hello.shop.svc:80', '(did you mean hello:80?)'],
    ['Hello:80', 'allowed is NAME:PORT'],
    ['hello:0', 'allowed is NAME:PORT'],
    ['hello:65536', 'no port is above 65535'],
  ])('know that %s is no service', (service, sentence) => {
    expect(problemsOf(withLoad(`{service: "${service}"}`))).toEqual([expect.stringContaining(sentence)]);
  });
});
