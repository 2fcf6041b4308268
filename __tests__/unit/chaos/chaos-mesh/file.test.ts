import {stringify} from 'yaml';
import {aimed, burnsCpu, readChaosFile} from '../../../../src/chaos/chaos-mesh/file.js';
import {podsLabelled} from '../../../../src/chaos/chaos-mesh/selector.js';

const file = (change: object) =>
  stringify({
    apiVersion: 'chaos-mesh.org/v1alpha1',
    kind: 'HTTPChaos',
    metadata: {name: 'x'},
    spec: {abort: true},
    ...change,
  });
const read = (change: object) => readChaosFile(file(change), 'chaos.yaml');
const AIM = {
  target: (by: object) => podsLabelled('test', {matchLabels: {app: 'shop'}}, by),
  others: (by: object) => podsLabelled('test', {}, by),
  atMost: '50000ms',
};
const ours = {namespaces: ['test'], labelSelectors: {app: 'shop'}};

describe('an object of Chaos Mesh from a file', () => {
  it('is aimed at the target and ends by itself', () => {
    const chaos = read({spec: {abort: true, port: 80, duration: '12h'}});
    expect(chaos).toMatchObject({kind: 'HTTPChaos', lifecycle: 'lasting', injects: ['HTTPChaos']});
    expect(aimed(chaos, AIM)).toEqual({abort: true, port: 80, mode: 'one', selector: ours, duration: '50000ms'});
  });

  it('may narrow the target, and name the other side by labels', () => {
    const chaos = read({
      kind: 'NetworkChaos',
      spec: {
        action: 'partition',
        mode: 'all',
        selector: {labelSelectors: {track: 'canary', app: 'another'}},
        target: {mode: 'all', selector: {labelSelectors: {app: 'mail'}}},
      },
    });
    expect(aimed(chaos, AIM)).toMatchObject({
      selector: {namespaces: ['test'], labelSelectors: {track: 'canary', app: 'shop'}},
      target: {mode: 'all', selector: {namespaces: ['test'], labelSelectors: {app: 'mail'}}},
    });
  });

  it('is one-shot when it kills, and has no duration then', () => {
    const chaos = read({kind: 'PodChaos', spec: {action: 'pod-kill', mode: 'one', duration: '5s'}});
    expect(chaos.lifecycle).toBe('one-shot');
    expect(aimed(chaos, AIM)).toEqual({action: 'pod-kill', mode: 'one', selector: ours});
  });

  it('may be a Schedule or a Workflow, whose faults are all aimed', () => {
    const stress = {mode: 'one', stressors: {cpu: {workers: 1}}};
    const schedule = read({kind: 'Schedule', spec: {schedule: '@every 5s', type: 'StressChaos', stressChaos: stress}});
    expect(schedule.injects).toEqual(['StressChaos']);
    expect(burnsCpu(schedule)).toBe(true);
    expect(aimed(schedule, AIM)).toMatchObject({stressChaos: {...stress, selector: ours, duration: '50000ms'}});
    const templates = [
      {name: 'all', templateType: 'Serial', children: ['a']},
      {name: 'a', stressChaos: stress},
    ];
    const workflow = read({kind: 'Workflow', spec: {entry: 'all', templates}});
    expect(aimed(workflow, AIM)).toEqual({
      entry: 'all',
      templates: [
        {...templates[0], deadline: '50000ms'},
        {name: 'a', stressChaos: {...stress, selector: ours}, deadline: '50000ms'},
      ],
    });
  });

  it.each([
    ['another API', {apiVersion: 'v1', kind: 'Pod'}, 'is v1; allowed is chaos-mesh.org/v1alpha1'],
    ['a namespace', {metadata: {name: 'x', namespace: 'prod'}}, 'names the namespace prod; leave it out'],
    [
      'a kind that leaves the cluster',
      {kind: 'AWSChaos'},
      'is a AWSChaos that injects into no pods; allowed are PodChaos,',
    ],
    ['no spec', {spec: null}, 'has no spec'],
    [
      'a foreign selector',
      {spec: {selector: {namespaces: ['prod']}}},
      'spec selects by namespaces; allowed are labelSelectors',
    ],
    ['a foreign other side', {spec: {target: {selector: {pods: {prod: ['db']}}}}}, 'spec selects by pods'],
    [
      'a foreign selector within a Schedule',
      {kind: 'Schedule', spec: {type: 'PodChaos', podChaos: {selector: {nodes: ['n']}}}},
      'spec.podChaos selects by nodes',
    ],
    ['another cluster', {spec: {remoteCluster: 'prod'}}, 'spec names a remoteCluster'],
  ])('is refused with %s', (_, change, message) => {
    expect(() => read(change)).toThrow(
      expect.objectContaining({blame: 'usage', message: expect.stringContaining(`chaos.yaml: ${message}`)}),
    );
  });

  it('is refused when there are two, or none', () => {
    expect(() => readChaosFile(`${file({})}---\n${file({})}`, 'chaos.yaml')).toThrow('holds 2 objects');
    expect(() => readChaosFile('# nothing\n', 'chaos.yaml')).toThrow('holds 0 objects');
  });
});
