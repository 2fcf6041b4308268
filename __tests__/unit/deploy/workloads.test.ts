import fc from 'fast-check';
import {labelMatcher, selects} from '../../../src/cluster/label-selector.js';
import {isWorkload, listWorkloads, selectorOf, toWorkload} from '../../../src/deploy/workloads.js';
import {aWorkload} from '../../builders/a-workload.js';
import {fakeKube} from '../../fakes/fake-kube.js';

const withSelector = (selector: object) => aWorkload().withSpec({selector}).build();

describe('selectorOf', () => {
  it('writes labels and expressions as the API takes them', () => {
    const selector = {
      matchLabels: {app: 'shop', tier: 'web'},
      matchExpressions: [
        {key: 'env', operator: 'In', values: ['a', 'b']},
        {key: 'track', operator: 'NotIn', values: ['canary']},
        {key: 'team', operator: 'Exists'},
        {key: 'old', operator: 'DoesNotExist'},
      ],
    };
    expect(selectorOf(withSelector(selector))).toBe('app=shop,tier=web,env in (a,b),track notin (canary),team,!old');
  });

  it('refuses one that would match every pod', () => {
    expect(() => selectorOf(withSelector({}))).toThrow('Deployment/checkout has an empty selector');
  });

  it('means the same to the reader of selectors as the workload’s own fields', () => {
    const key = fc.constantFrom('a', 'b', 'c');
    const value = fc.constantFrom('x', 'y');
    const listed = fc.record({
      key,
      operator: fc.constantFrom('In', 'NotIn'),
      values: fc.uniqueArray(value, {minLength: 1}),
    });
    const present = fc.record({key, operator: fc.constantFrom('Exists', 'DoesNotExist')});
    const selector = fc.record({
      matchLabels: fc.dictionary(key, value, {minKeys: 1}),
      matchExpressions: fc.array(fc.oneof(listed, present), {maxLength: 3}),
    });
    fc.assert(
      fc.property(selector, fc.dictionary(key, value), (selector, labels) => {
        const workload = withSelector(selector);
        expect(selects(selector, labels)).toBe(labelMatcher(selectorOf(workload))(labels));
      }),
    );
  });
});

describe('toWorkload', () => {
  it('gives kind, name and selector', () => {
    expect(toWorkload(aWorkload('StatefulSet', 'db').build())).toEqual({
      kind: 'StatefulSet',
      name: 'db',
      selector: 'app=db',
    });
  });
});

describe('listWorkloads', () => {
  it('finds the three kinds in a namespace', async () => {
    const kube = fakeKube();
    for (const kind of ['Deployment', 'StatefulSet', 'DaemonSet'] as const) {
      kube.put(aWorkload(kind, kind.toLowerCase()).inNamespace('shop').build());
    }
    kube.put(aWorkload('Deployment', 'other').inNamespace('elsewhere').build());
    const found = await listWorkloads(kube, 'shop', new AbortController().signal);
    expect(found.map(({metadata}) => metadata.name)).toEqual(['deployment', 'statefulset', 'daemonset']);
    expect(found.every(isWorkload)).toBe(true);
  });
});
