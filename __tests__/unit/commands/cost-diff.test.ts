import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {stringify} from 'yaml';
import {Failure} from '../../../src/failure.js';
import {aCommandLine, type Said} from '../../builders/a-command-line.js';
import {anAutoscaler, aWorkload, type SomeManifest} from '../../builders/some-manifests.js';
import {fakeRun} from '../../fakes/fake-run.js';
import {expectGolden} from '../../golden/golden-file.js';

const yaml = (...objects: SomeManifest[]): string =>
  objects.map(object => stringify({apiVersion: 'apps/v1', ...object})).join('---\n');

describe('cost diff', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'cost-'));
    for (const side of ['base', 'head']) mkdirSync(join(folder, side));
    write('base', aWorkload('web', {replicas: 2}), aWorkload('old'));
    write('head', aWorkload('web', {replicas: 3}), aWorkload('old'));
    writeFileSync(join(folder, 'prices.csv'), 'cpu,memory\n0.04,0.01\n');
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  const write = (side: string, ...objects: SomeManifest[]) =>
    writeFileSync(join(folder, side, 'app.yaml'), yaml(...objects));
  const diff = (options: string[] = [], outputs: Record<string, string> = {}): Promise<Said> => {
    const {run} = fakeRun(outputs, program => new Failure('environment', `the program \`${program}\` was not found`));
    const call = aCommandLine(folder, run);
    return call('cost', 'diff', '--base', 'base', '--head', 'head', '--prices', 'prices.csv', ...options);
  };

  it('prints what each workload reserves before and after, as Markdown', async () => {
    const claim = {metadata: {name: 'data'}, spec: {resources: {requests: {storage: '10Gi'}}}};
    write('base', aWorkload('web', {replicas: 2}), aWorkload('same'), aWorkload('gone', {}, {kind: 'DaemonSet'}));
    write(
      'head',
      aWorkload('web'),
      anAutoscaler('web', 3, 9),
      aWorkload('same'),
      aWorkload('db', {volumeClaimTemplates: [claim]}, {kind: 'StatefulSet'}),
      aWorkload('bare', {}, {pod: {containers: [{name: 'app'}]}}),
    );
    const {code, out} = await diff(['--must', '+10%', '--must', '100/month', '--nodes', '2']);
    expect(code).toBe(1);
    expectGolden('cost/diff.md', out);
  });

  it('lists what isn’t priced by its name, as it is written', async () => {
    const bare = aWorkload('web', {replicas: '2'});
    write('head', bare, {...bare, metadata: {name: 'web', namespace: 'other'}});
    const {out} = await diff();
    expect(out).toContain('- other/Deployment/web, its replicas: "2" is no whole number of 0 or more.');
  });

  it('prints JSON', async () => {
    const {code, out} = await diff(['--format', 'json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      verdict: null,
      reserved: {
        prices: {cpu: 0.04, memory: 0.01, storage: null, source: 'prices.csv'},
        before: {monthly: 65.7},
        after: {monthly: 87.6},
        workloads: [
          {workload: 'Deployment/web', change: 'changed', difference: 21.9},
          {workload: 'Deployment/old', change: 'same', difference: 0},
        ],
      },
    });
  });

  it.each([
    ['+33%', 1],
    ['+34%', 0],
    ['+$21.89/month', 1],
    ['+$21.90/month', 0],
    ['87.60/month', 0],
    ['87.59/month', 1],
  ])('is held to --must %s by its exit code', async (must, code) => {
    expect(await diff(['--must', must])).toMatchObject({code});
  });

  it.each([
    ['default', undefined],
    [undefined, 'default'],
  ])(
    'takes what names no namespace as in the default one: LimitRange in %s, workload in %s',
    async (ofRange, ofApp) => {
      const range = {
        ...{apiVersion: 'v1', kind: 'LimitRange'},
        metadata: {name: 'defaults', namespace: ofRange},
        spec: {limits: [{type: 'Container', defaultRequest: {cpu: '500m', memory: '1Gi'}}]},
      };
      const bare = aWorkload('web', {}, {pod: {containers: [{name: 'app'}]}});
      write('base', {...aWorkload('web'), metadata: {name: 'web', namespace: ofRange}});
      write('head', range, {...bare, metadata: {name: 'web', namespace: ofApp}});
      const {out} = await diff(['--format', 'json']);
      expect(JSON.parse(out).reserved).toMatchObject({
        workloads: [{workload: 'Deployment/web', change: 'same', difference: 0}],
        unknown: [],
      });
    },
  );

  it('refuses what asks for less than nothing, on either side, by workload and field', async () => {
    const decoy = aWorkload('decoy', {}, {pod: {containers: [{name: 'app', resources: {requests: {cpu: '-9'}}}]}});
    const why = 'Deployment/decoy: spec.template.spec.containers[0].resources.requests.cpu is below 0';
    write('head', aWorkload('web'), decoy);
    expect(await diff(['--must', '+10%'])).toMatchObject({code: 1, err: expect.stringContaining(why)});
    write('base', aWorkload('web'), decoy);
    write('head', aWorkload('web'));
    expect(await diff(['--must', '+10%'])).toMatchObject({
      code: 4,
      err: expect.stringContaining(`the manifests of --base base can’t be read: ${why}`),
    });
  });

  it('refuses a change without any manifests as a mistake of the command', async () => {
    writeFileSync(join(folder, 'head', 'app.yaml'), '');
    expect(await diff()).toMatchObject({code: 2, err: expect.stringContaining('head holds no manifests')});
  });

  it('refuses what is there twice, by where both are written', async () => {
    writeFileSync(
      join(folder, 'head', 'more.yaml'),
      yaml({...aWorkload('web'), metadata: {name: 'web', namespace: 'default'}}),
    );
    expect(await diff()).toMatchObject({
      code: 2,
      err: expect.stringContaining(
        'head/more.yaml document 1 Deployment/web is there twice: also in head/app.yaml document 1',
      ),
    });
    const namespace = {apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'shop'}};
    const elsewhere = {...aWorkload('web'), metadata: {name: 'web', namespace: 'shop'}};
    writeFileSync(join(folder, 'head', 'more.yaml'), yaml(namespace, namespace, elsewhere));
    expect(await diff()).toMatchObject({code: 0, out: expect.stringContaining('shop/Deployment/web')});
  });

  it.each([
    ['kind: [', 'base/app.yaml document 1 can'],
    ['', 'base holds no manifests'],
  ])(
    'has nothing to compare with where the base’s manifests are %j, which is not the change’s fault',
    async (text, why) => {
      writeFileSync(join(folder, 'base', 'app.yaml'), text);
      expect(await diff(['--must', '+10%'])).toMatchObject({
        code: 4,
        err: expect.stringContaining(`the manifests of --base base can’t be read: ${why}`),
      });
    },
  );

  it('fails by the change where the head’s manifests can’t be read', async () => {
    writeFileSync(join(folder, 'head', 'app.yaml'), 'kind: [');
    expect(await diff()).toMatchObject({code: 1, err: expect.stringContaining('head/app.yaml document 1 can')});
  });

  it('keeps no limit with something unknown, and breaches one all the same', async () => {
    write('head', aWorkload('web'), aWorkload('bare', {}, {pod: {containers: [{name: 'app'}]}}));
    const {code, out} = await diff(['--must', '+10%']);
    expect({code, out}).toMatchObject({code: 4, out: expect.stringContaining('not everything could be measured')});
    expect(await diff(['--must', '20/month'])).toMatchObject({code: 1});
  });

  it('takes the prices, nodes, currency and limits of a spec', async () => {
    const spec = [
      'victim: head/',
      'cost: {prices: {file: prices.csv}, currency: EUR}',
      'gate: {must: [cost.reserved <= +10% vs base]}',
    ];
    writeFileSync(join(folder, 'gate.yaml'), spec.join('\n'));
    const call = aCommandLine(folder, fakeRun({}, () => new Error('no programs')).run);
    const {code, out} = await call('cost', 'diff', '--base', 'base', '--head', 'head', '--spec', 'gate.yaml');
    expect(code).toBe(1);
    expect(out).toContain('from EUR 65.70/month in the base to EUR 87.60/month');
    expect(out).toContain('**EUR 87.60**');
  });

  it.each([
    ['prices.yaml', 'EUR'],
    ['prices.csv', 'GBP'],
    ['aws-m5', '$'],
  ])('takes --prices %s with its currency, and the spec’s only where it has none', async (prices, currency) => {
    writeFileSync(join(folder, 'prices.yaml'), 'cpu: 0.04\nmemory: 0.01\ncurrency: EUR\n');
    const spec = ['victim: head/', 'cost: {currency: GBP}', 'gate: {must: [cost.reserved <= 500/month]}'];
    writeFileSync(join(folder, 'gate.yaml'), spec.join('\n'));
    const {out} = await diff(['--spec', 'gate.yaml', '--prices', prices, '--format', 'json']);
    expect(JSON.parse(out).reserved.currency).toBe(currency);
  });

  it('renders Kustomize folders and charts', async () => {
    writeFileSync(join(folder, 'base', 'kustomization.yaml'), 'resources: [app.yaml]');
    writeFileSync(join(folder, 'head', 'Chart.yaml'), 'name: web');
    const [base, head] = [join(folder, 'base'), join(folder, 'head')];
    const {code, out} = await diff(['--format', 'json'], {
      [`kubectl kustomize ${base}`]: yaml(aWorkload('web')),
      [`helm template web ${head} -n default --skip-tests`]: yaml(aWorkload('web', {replicas: 2})),
    });
    expect(code).toBe(0);
    expect(JSON.parse(out).reserved).toMatchObject({before: {monthly: 21.9}, after: {monthly: 43.8}});
  });

  it.each([
    ['name: shop', 'shop'],
    ['name: Shop_2.x', 'shop-2-x'],
    [`name: ${'long'.repeat(14)}`, `${'long'.repeat(13)}l`],
    ['version: 1.0.0', 'head'],
  ])('names the release of a chart by %s: so both sides have one', async (chart, release) => {
    writeFileSync(join(folder, 'head', 'Chart.yaml'), chart);
    const {code} = await diff([], {
      [`helm template ${release} ${join(folder, 'head')} -n default --skip-tests`]: yaml(aWorkload('web')),
    });
    expect(code).toBe(0);
  });

  it.each([
    [['--prices', 'aws-m6'], '--prices aws-m6 is no preset, and no file'],
    [['--must', '10%'], '--must 10%:'],
    [['--must', '+1x'], 'write +10% or +$20/month'],
    [['--base', 'absent'], '--base absent does not exist'],
    [['--nodes', '0'], 'it is a number of nodes'],
    [['--format', 'html'], 'it is json or markdown'],
  ])('refuses %j', async (options, message) => {
    const {code, err} = await diff(options);
    expect({code, err}).toEqual({code: 2, err: expect.stringContaining(message)});
  });
});
