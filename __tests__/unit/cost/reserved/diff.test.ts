import fc from 'fast-check';
import type {Prices} from '../../../../src/cost/prices.js';
import {diffReserved} from '../../../../src/cost/reserved/diff.js';
import {reservedResult} from '../../../../src/report/model-reserved.js';
import {reservedRows} from '../../../../src/report/reserved-rows.js';
import {A_POD, anAutoscaler, aWorkload, type SomeManifest} from '../../../builders/some-manifests.js';

const PRICES: Prices = {cpu: 0.04, memory: 0.01, currency: '$', source: 'the test', date: undefined};
/** 0.5 × $0.04 + 1 × $0.01 for 730 h. */
const POD = 21.9;

const diff = (base: SomeManifest[] | undefined, head: SomeManifest[], prices: Prices = PRICES) =>
  diffReserved({base, head}, {prices, nodes: 3});
const monthly = (head: SomeManifest[], prices: Prices = PRICES) =>
  Object.fromEntries(
    diff(undefined, head, prices).rows.map(({workload, after}) => [workload, (after?.cents ?? Number.NaN) / 100]),
  );

describe('what manifests reserve for a month', () => {
  it('is a pod’s price for each replica, and on each node for a DaemonSet', () => {
    const objects = [
      aWorkload('one'),
      aWorkload('two', {replicas: 2}, {kind: 'StatefulSet'}),
      aWorkload('agent', {}, {kind: 'DaemonSet'}),
      aWorkload('off', {replicas: 0}),
    ];
    expect(monthly(objects)).toEqual({
      'Deployment/one': POD,
      'StatefulSet/two': 2 * POD,
      'DaemonSet/agent': 65.7,
      'Deployment/off': 0,
    });
  });

  it('is an HPA’s least, with its most shown', () => {
    const {rows, after} = diff(undefined, [aWorkload('web', {replicas: 7}), anAutoscaler('web', 2, 5)]);
    expect(rows).toMatchObject([{workload: 'Deployment/web', after: {cents: 4380, mostCents: 10_950}}]);
    expect(after).toEqual({cents: 4380, mostCents: 10_950});
    expect(monthly([aWorkload('web'), anAutoscaler('web', undefined, 5)])).toEqual({'Deployment/web': POD});
  });

  it('is nothing at 0 replicas, which an HPA leaves alone unless its own least is 0', () => {
    const off = aWorkload('web', {replicas: 0});
    expect(diff(undefined, [off, anAutoscaler('web', 2, 5)])).toMatchObject({
      rows: [{after: {amount: '0 pods, which turns the HPA off'}}],
      after: {cents: 0, mostCents: 0},
    });
    expect(diff(undefined, [off, anAutoscaler('web', 0, 5)]).after).toEqual({cents: 0, mostCents: 10_950});
  });

  it.each(['5', -5, 1.5, 'five', true])('is not known of %j replicas', replicas => {
    const {rows, unknown} = diff(undefined, [aWorkload('web', {replicas})]);
    expect(rows).toMatchObject([{after: {cents: undefined, amount: 'pods'}}]);
    expect(unknown).toEqual([
      `Deployment/web, its replicas: ${JSON.stringify(replicas)} is no whole number of 0 or more`,
    ]);
  });

  it('is not known of other counts that can’t be read', () => {
    const job = (spec: object) => ({
      ...{apiVersion: 'batch/v1', kind: 'Job', metadata: {name: 'job'}},
      spec: {template: {spec: A_POD}, activeDeadlineSeconds: 60, ...spec},
    });
    const unknown = (...objects: SomeManifest[]) => diff(undefined, objects).unknown;
    expect(unknown(job({parallelism: '5'}))).toEqual([expect.stringContaining('its parallelism: "5" is no whole')]);
    expect(unknown(job({completions: 1.5}))).toEqual([expect.stringContaining('its completions: 1.5 is no whole')]);
    expect(unknown(job({activeDeadlineSeconds: '1m'}))).toEqual([
      expect.stringContaining('its activeDeadlineSeconds: "1m" is no whole'),
    ]);
    expect(unknown(aWorkload('web'), anAutoscaler('web', '2' as never, 5))).toEqual([
      expect.stringContaining('its minReplicas: "2" is no whole'),
    ]);
  });

  it('is not known of a template without containers', () => {
    expect(diff(undefined, [{...aWorkload('web'), spec: {replicas: 9}}]).unknown).toEqual([
      'Deployment/web, its pods: they have no containers',
    ]);
    expect(monthly([{...aWorkload('web'), spec: {replicas: 0}}])).toEqual({'Deployment/web': 0});
  });

  it('counts a CronJob by its schedule and duration, and says what it can’t know', () => {
    const job = (spec: object, annotations = {}) => ({
      ...{apiVersion: 'batch/v1', kind: 'CronJob'},
      metadata: {name: 'report', annotations},
      spec: {schedule: '0 * * * *', jobTemplate: {spec: {template: {spec: A_POD}, ...spec}}},
    });
    expect(monthly([job({activeDeadlineSeconds: 360})])).toEqual({'CronJob/report': POD / 10});
    expect(monthly([job({}, {'chaos-cost-gate/takes': '6m'})])).toEqual({'CronJob/report': POD / 10});
    expect(monthly([job({activeDeadlineSeconds: 360, parallelism: 4, completions: 2})])['CronJob/report']).toBe(
      POD / 5,
    );
    expect(monthly([job({})])).toEqual({'CronJob/report': Number.NaN});
    expect(diff(undefined, [job({})]).unknown).toEqual([expect.stringContaining('how long one takes isn’t known')]);
    const misspelt = job({activeDeadlineSeconds: 360}, {'chaos-cost-gate/takes': '10 minutes'});
    expect(diff(undefined, [misspelt]).unknown).toEqual([
      'CronJob/report, its runs: the annotation chaos-cost-gate/takes is "10 minutes"; write a duration such as 10m',
    ]);
  });

  it('caps a CronJob whose runs may not overlap', () => {
    const job = {
      ...{apiVersion: 'batch/v1', kind: 'CronJob'},
      metadata: {name: 'long'},
      spec: {
        schedule: '*/5 * * * *',
        concurrencyPolicy: 'Forbid',
        jobTemplate: {spec: {activeDeadlineSeconds: 3600, template: {spec: A_POD}}},
      },
    };
    expect(monthly([job])).toEqual({'CronJob/long': POD});
  });

  it('holds storage and load balancers where they have a price, and says so where they have none', () => {
    const claim = {metadata: {name: 'data'}, spec: {resources: {requests: {storage: '10Gi'}}}};
    const objects = [
      aWorkload('db', {replicas: 2, volumeClaimTemplates: [claim]}, {kind: 'StatefulSet'}),
      {apiVersion: 'v1', kind: 'PersistentVolumeClaim', ...claim},
      {apiVersion: 'v1', kind: 'Service', metadata: {name: 'web'}, spec: {type: 'LoadBalancer'}},
      {apiVersion: 'v1', kind: 'Service', metadata: {name: 'inside'}, spec: {}},
    ];
    expect(monthly(objects, {...PRICES, storage: 0.1, loadBalancer: 0.02})).toEqual({
      'StatefulSet/db': 2 * POD + 2,
      'PersistentVolumeClaim/data': 1,
      'Service/web': 14.6,
    });
    const off = aWorkload('off', {replicas: 0, volumeClaimTemplates: [claim]}, {kind: 'StatefulSet'});
    expect(diff(undefined, [off]).rows).toMatchObject([{after: {cents: 0, gaps: []}}]);
    const {rows} = diff(undefined, objects);
    expect(rows.map(({after}) => after?.cents)).toEqual([4380, undefined, undefined]);
    expect(rows.map(({after}) => after?.gaps[0]?.kind)).toEqual(['no price', 'no price', 'no price']);
  });

  it('has the prices of the nodes that the pods are bound to', () => {
    const nodes = [{match: {pool: 'spot'}, cpu: 0.01, memory: 0.005}];
    const pod = {...A_POD, nodeSelector: {pool: 'spot'}};
    expect(monthly([aWorkload('batch', {}, {pod}), aWorkload('web')], {...PRICES, nodes})).toEqual({
      'Deployment/batch': 7.3,
      'Deployment/web': POD,
    });
  });
});

describe('the difference', () => {
  it('is matched by kind and name', () => {
    const base = [aWorkload('web', {replicas: 2}), aWorkload('old')];
    const head = [aWorkload('new'), aWorkload('web', {replicas: 3})];
    expect(diff(base, head)).toMatchObject({
      before: {cents: 6570},
      after: {cents: 8760},
      rows: [
        {workload: 'Deployment/new', before: undefined, delta: 2190},
        {workload: 'Deployment/web', delta: 2190},
        {workload: 'Deployment/old', after: undefined, delta: -2190},
      ],
    });
  });

  it('knows of what became unknown, and not of what was', () => {
    const bare = aWorkload('web', {}, {pod: {containers: [{name: 'app'}]}});
    expect(diff([bare], [bare]).unknown).toEqual([]);
    expect(diff([aWorkload('web')], [bare]).unknown).toHaveLength(2);
    expect(diff([aWorkload('web')], [bare]).rows).toMatchObject([{delta: undefined}]);
  });

  it('knows of what was unknown of the base alone', () => {
    const bare = aWorkload('web', {}, {pod: {containers: [{name: 'app'}]}});
    expect(diff([bare], [bare]).unknownBefore).toEqual([]);
    expect(diff([bare], [aWorkload('web')]).unknownBefore).toEqual([
      expect.stringContaining('Deployment/web, cpu of container app: '),
      expect.stringContaining('Deployment/web, memory of container app: '),
    ]);
    expect(diff([bare], []).unknownBefore).toHaveLength(2);
    expect(diff(undefined, [bare]).unknownBefore).toEqual([]);
  });

  it('is published as unknown where either side alone is', () => {
    const bare = aWorkload('web', {}, {pod: {containers: [{name: 'app'}]}});
    const unknown = (base: SomeManifest[], head: SomeManifest[]) => reservedResult(diff(base, head), 'main').unknown;
    expect(unknown([bare], [bare])).toEqual([]);
    expect(unknown([], [bare])).toHaveLength(2);
    expect(unknown([aWorkload('web')], [bare])).toHaveLength(2);
    expect(unknown([bare], [aWorkload('web')])).toHaveLength(2);
    expect(unknown([bare], [])).toHaveLength(2);
  });

  it('tells workloads of one name by their namespaces', () => {
    const inNamespace = (namespace: string) => ({...aWorkload('web'), metadata: {name: 'web', namespace}});
    expect(diff(undefined, [inNamespace('a'), inNamespace('b')]).rows.map(({workload}) => workload)).toEqual([
      'a/Deployment/web',
      'b/Deployment/web',
    ]);
  });

  it('has totals that are the sums of what is printed', () => {
    const workload = fc
      .record({cpu: fc.integer({min: 0, max: 64_000}), memory: fc.integer({min: 0, max: 65_536}), replicas: fc.nat(50)})
      .map(({cpu, memory, replicas}) => ({
        replicas,
        pod: {containers: [{name: 'a', resources: {requests: {cpu: `${cpu}m`, memory: `${memory}Mi`}}}]},
      }));
    const set = fc
      .array(workload, {maxLength: 8})
      .map(found => found.map(({replicas, pod}, index) => aWorkload(`w${index}`, {replicas}, {pod})));
    const price = fc.integer({min: 1, max: 10 ** 6}).map(n => n / 10 ** 7);
    const cents = (text: string): number => (text === '–' ? 0 : Math.round(100 * Number(text.replace(/[$,+]/g, ''))));
    fc.assert(
      fc.property(set, set, price, price, (base, head, cpu, memory) => {
        const result = reservedResult(diff(base, head, {...PRICES, cpu, memory}), 'main');
        const {rows, total} = reservedRows(result);
        const sum = (of: 'before' | 'after' | 'difference') => rows.reduce((all, row) => all + cents(row[of]), 0);
        expect(cents(total.before)).toBe(sum('before'));
        expect(cents(total.after)).toBe(sum('after'));
        expect(cents(total.difference.replace(/ \(.*/, ''))).toBe(sum('difference'));
      }),
    );
  });
});
