import {Failure} from '../../../src/failure.js';
import {filesOfSpec, loadSpec} from '../../../src/spec/load-spec.js';
import {FILE, load, problemsOf, withExperiment, withLoad, withVictim} from './a-loaded-spec.js';
import {aSource, TINY} from './a-source.js';

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
  it('are told by field and place where they can’t be read', () => {
    const prices = 'cost: {prices: {file: prices}}\n';
    const text = `${withExperiment('{name: x, podKill: {}}, {name: y, chaosMesh: chaos}')}${prices}`;
    const readFile = (path: string): string => {
      if (path === FILE) return text;
      throw new Failure('usage', `the file ${path} can't be read: it is a folder`);
    };
    expect(() => loadSpec(FILE, {...aSource(text), readFile})).toThrow(
      expect.objectContaining({
        blame: 'usage',
        message: [
          `${FILE}:3:60 experiments[1].chaosMesh: the file /app/checkout/chaos can't be read: it is a folder`,
          `${FILE}:5:23 cost.prices.file: the file /app/checkout/prices can't be read: it is a folder`,
        ].join('\n'),
      }),
    );
  });

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
