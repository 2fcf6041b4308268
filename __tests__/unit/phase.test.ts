import type {KubeObject} from '../../src/cluster/kube.js';
import type {LoadGenerator} from '../../src/load/generator.js';
import type {Span} from '../../src/measure/measurements.js';
import {type NodeLabels, nodeLabels} from '../../src/measure/usage/node-labels.js';
import type {UsageRecord} from '../../src/measure/usage/usage.js';
import {settlePhase} from '../../src/phase.js';
import type {CostSpec} from '../../src/spec/schema.js';
import {aSpec} from '../builders/a-spec.js';
import {at} from '../builders/some-samples.js';
import {someUsage} from '../builders/some-usage.js';
import {fakeClock} from '../fakes/fake-clock.js';
import {recordingLogger} from '../fakes/recording-logger.js';

const PRICES: CostSpec['prices'] = {cpu: 1, memory: 0};

interface Priced {
  nodes?: NodeLabels;
  prices?: CostSpec['prices'];
}

/** A fault from second 30 to 40; the service has recovered at second 45. */
function aScene(usage: UsageRecord, settle: number | undefined, {nodes, prices = PRICES}: Priced = {}) {
  const clock = fakeClock(at(45));
  const logger = recordingLogger();
  const spec = aSpec().build();
  const {signal} = new AbortController();
  const load = {recent: () => ({rate: 50, errors: 0, p95: 5})} as unknown as LoadGenerator;
  const phases = settle === undefined ? spec.phases : {...spec.phases, settle};
  const run = settlePhase(
    {from: at(30), to: at(40)},
    {
      ...{clock, logger, load, signal, baseline: {from: at(5), to: at(25)}},
      spec: {cost: {prices, incidentsPerMonth: 4, usage: 'auto'}, phases},
      usage: {record: () => usage},
      nodes,
    },
  );
  const ended = async (): Promise<Span | undefined> => {
    await clock.advance(200_000);
    return run;
  };
  return {ended, logger};
}

const scaledUp = someUsage({}, {cores: () => 0, from: 35, to: 70});

describe('the wait for the cost rate', () => {
  it('is not done where the spec does not ask for it', async () => {
    expect(await aScene(scaledUp, undefined).ended()).toBeUndefined();
  });

  it('ends when the rate has been back for five seconds', async () => {
    const {ended, logger} = aScene(scaledUp, 180_000);
    expect(await ended()).toEqual({from: at(45), to: at(75)});
    expect(logger.lines.join()).toContain('the cost rate was back 30 s after the recovery');
  });

  it('reads the labels of a node that is new, where prices depend on them', async () => {
    const spot: KubeObject = {apiVersion: 'v1', kind: 'Node', metadata: {name: 'node-2', labels: {pool: 'spot'}}};
    const answers = [[{...spot, metadata: {name: 'node-1'}}], [spot]];
    const list = async <T>() => answers.shift() as T[];
    const nodes = await nodeLabels({kube: {list}, clock: fakeClock()}, new AbortController().signal);
    const reservations = scaledUp.reservations.map((one, index) => ({...one, node: `node-${index + 1}`}));
    const prices = {...PRICES, nodes: [{match: {pool: 'spot'}, cpu: 0.1, memory: 0}]};
    const {ended} = aScene({...scaledUp, reservations}, 180_000, {nodes, prices});
    expect(await ended()).toEqual({from: at(45), to: at(75)});
    expect([...nodes.labels.keys()]).toEqual(['node-1', 'node-2']);
  });

  it('is over at once where the labels of nodes can’t be read', async () => {
    let lists = 0;
    const list = async () => {
      lists++;
      throw new Error('nodes is forbidden');
    };
    const nodes = await nodeLabels({kube: {list}, clock: fakeClock()}, new AbortController().signal);
    const prices = {...PRICES, nodes: [{match: {pool: 'spot'}, cpu: 0.1, memory: 0}]};
    const {ended} = aScene(someUsage({node: 'node-1'}), 180_000, {nodes, prices});
    expect(await ended()).toEqual({from: at(45), to: at(46)});
    expect(lists).toBeLessThanOrEqual(2);
  });

  it('takes no longer than it may', async () => {
    const {ended, logger} = aScene(scaledUp, 10_500);
    expect(await ended()).toEqual({from: at(45), to: at(55.5)});
    expect(logger.lines.join()).toContain('the cost rate was not back 11 s after the recovery');
  });
});
