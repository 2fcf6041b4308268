import type {Kube, KubeObject} from '../../../../src/cluster/kube.js';
import {nodeLabels, withFreshLabels, withNodeLabels} from '../../../../src/measure/usage/node-labels.js';
import {someUsage} from '../../../builders/some-usage.js';

const aNode = (name: string, labels?: Record<string, string>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Node',
  metadata: {name, ...(labels === undefined ? {} : {labels})},
});
/** Answers with one list after the other; an error is thrown. */
const listing = (...answers: (KubeObject[] | Error)[]): Pick<Kube, 'list'> => ({
  list: async <T>() => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return (answer ?? []) as T[];
  },
});
const {signal} = new AbortController();

describe('the labels of nodes', () => {
  it('stay known of nodes that are gone', async () => {
    const nodes = await nodeLabels(listing([aNode('a', {pool: 'spot'})], [aNode('b')]), signal);
    await nodes.read(signal);
    const record = withNodeLabels(someUsage(), nodes);
    expect([...record.nodeLabels!]).toEqual([
      ['a', {pool: 'spot'}],
      ['b', {}],
    ]);
  });

  it('are read again where a pod is on a node that is new', async () => {
    const nodes = await nodeLabels(listing([aNode('a')], [aNode('b', {pool: 'spot'})], new Error('was asked')), signal);
    const on = (node: string) => {
      const record = someUsage();
      return {...record, reservations: record.reservations.map(one => ({...one, node}))};
    };
    for (const node of ['a', 'b', 'b']) await withFreshLabels(on(node), nodes, signal);
    expect(await withFreshLabels(on('b'), nodes, signal)).toMatchObject({
      nodeLabels: new Map([
        ['a', {}],
        ['b', {pool: 'spot'}],
      ]),
      notes: [],
    });
  });

  it('are noted where they can’t be read', async () => {
    const nodes = await nodeLabels(listing(new Error('nodes is forbidden')), signal);
    const record = withNodeLabels(someUsage(), nodes);
    expect(record.nodeLabels?.size).toBe(0);
    expect(record.notes).toEqual(["the labels of nodes can't be read: nodes is forbidden"]);
  });

  it('end with the run', async () => {
    const aborted = AbortSignal.abort(new Error('the run is over'));
    await expect(nodeLabels(listing(new Error('the run is over')), aborted)).rejects.toThrow('the run is over');
  });

  it('are no part of a record that needs none', async () => {
    const record = someUsage();
    expect(withNodeLabels(record, undefined)).toBe(record);
    expect(await withFreshLabels(record, undefined, signal)).toBe(record);
  });
});
