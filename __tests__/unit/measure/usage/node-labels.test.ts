import type {Kube, KubeObject} from '../../../../src/cluster/kube.js';
import {nodeLabels, withFreshLabels, withNodeLabels} from '../../../../src/measure/usage/node-labels.js';
import {someUsage} from '../../../builders/some-usage.js';
import {fakeClock} from '../../../fakes/fake-clock.js';

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
    const nodes = await nodeLabels(
      {kube: listing([aNode('a', {pool: 'spot'})], [aNode('b')]), clock: fakeClock()},
      signal,
    );
    await nodes.read(signal);
    const record = withNodeLabels(someUsage(), nodes);
    expect([...record.nodeLabels!]).toEqual([
      ['a', {pool: 'spot'}],
      ['b', {}],
    ]);
  });

  it('are read again where a pod is on a node that is new', async () => {
    const nodes = await nodeLabels(
      {kube: listing([aNode('a')], [aNode('b', {pool: 'spot'})], new Error('was asked')), clock: fakeClock()},
      signal,
    );
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

  it('are read again every ten seconds for a node that could not be read, and at once for another', async () => {
    const clock = fakeClock();
    const answers = [[], [], [aNode('b')], [aNode('a')], new Error('was asked')];
    const nodes = await nodeLabels({kube: listing(...answers), clock}, signal);
    const look = async (...names: string[]): Promise<string[]> => {
      const record = await withFreshLabels(someUsage(...names.map(node => ({node}))), nodes, signal);
      return [...(record.nodeLabels?.keys() ?? [])];
    };
    expect([await look('a'), await look('a'), await look('a', 'b')]).toEqual([[], [], ['b']]);
    await clock.advance(9_999);
    expect(await look('a', 'b')).toEqual(['b']);
    await clock.advance(1);
    expect([await look('a', 'b'), await look('a', 'b')]).toEqual([
      ['b', 'a'],
      ['b', 'a'],
    ]);
    expect(nodes.notes).toEqual([]);
  });

  it('are noted where they can’t be read', async () => {
    const nodes = await nodeLabels({kube: listing(new Error('nodes is forbidden')), clock: fakeClock()}, signal);
    const record = withNodeLabels(someUsage(), nodes);
    expect(record.nodeLabels?.size).toBe(0);
    expect(record.notes).toEqual(["the labels of nodes can't be read: nodes is forbidden"]);
  });

  it('end with the run', async () => {
    const aborted = AbortSignal.abort(new Error('the run is over'));
    await expect(
      nodeLabels({kube: listing(new Error('the run is over')), clock: fakeClock()}, aborted),
    ).rejects.toThrow('the run is over');
  });

  it('are no part of a record that needs none', async () => {
    const record = someUsage();
    expect(withNodeLabels(record, undefined)).toBe(record);
    expect(await withFreshLabels(record, undefined, signal)).toBe(record);
  });
});
