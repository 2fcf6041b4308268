import {chaosBody, kindFor} from '../../../../src/chaos/chaos-mesh/objects.js';
import {experimentSchema} from '../../../../src/spec/experiment-schema.js';

const AIM = {namespace: 'test', pods: ['shop-1'], container: 'app', other: undefined, atMost: 50_000};
const experiment = (fault: object) => {
  const {chaosMesh: _, ...experiment} = experimentSchema.parse({name: 'x', ...fault});
  return experiment;
};
const body = (fault: object, aim = {}) => chaosBody(experiment(fault), {...AIM, ...aim});
const everywhere = {mode: 'all', selector: {pods: {test: ['shop-1']}}};
const lasting = {...everywhere, duration: '50000ms'};

describe('the object of a fault', () => {
  it.each([
    [{podKill: {}}, 'PodChaos', {action: 'pod-kill', gracePeriod: 0}],
    [{podKill: {gracePeriod: '5s'}}, 'PodChaos', {action: 'pod-kill', gracePeriod: 5}],
    [{containerKill: {}}, 'PodChaos', {action: 'container-kill', containerNames: ['app']}],
    [{containerKill: {containers: ['proxy']}}, 'PodChaos', {action: 'container-kill', containerNames: ['proxy']}],
  ])('of %j is over at once', (fault, kind, fields) => {
    expect(body(fault)).toEqual({kind, lifecycle: 'one-shot', spec: {...fields, ...everywhere}});
  });

  it.each([
    [{podFailure: {}}, 'PodChaos', {action: 'pod-failure'}],
    [{cpu: {load: 80, workers: 2}}, 'StressChaos', {stressors: {cpu: {workers: 2, load: 80}}}],
    [{memory: {size: '256Mi'}}, 'StressChaos', {stressors: {memory: {workers: 1, size: '256MiB'}}}],
    [
      {memory: {size: '50%', containers: ['app']}},
      'StressChaos',
      {stressors: {memory: {workers: 1, size: '50%'}}, containerNames: ['app']},
    ],
    [{partition: {}}, 'NetworkChaos', {action: 'partition', direction: 'both'}],
    [
      {networkDelay: {latency: '100ms', jitter: '10ms'}},
      'NetworkChaos',
      {action: 'delay', direction: 'to', delay: {latency: '100ms', jitter: '10ms'}},
    ],
    [{networkLoss: {loss: '10%'}}, 'NetworkChaos', {action: 'loss', direction: 'to', loss: {loss: '10'}}],
    [{httpAbort: {port: 8080}}, 'HTTPChaos', {target: 'Request', port: 8080, path: '*', abort: true}],
    [
      {httpAbort: {port: 8080, path: '/api/*', method: 'GET'}},
      'HTTPChaos',
      {target: 'Request', port: 8080, path: '/api/*', method: 'GET', abort: true},
    ],
  ])('of %j ends by itself', (fault, kind, fields) => {
    expect(body(fault)).toEqual({kind, lifecycle: 'lasting', spec: {...fields, ...lasting}});
    expect(kindFor(experiment(fault))).toBe(kind);
  });

  it('of a partition names the other side', () => {
    const other = {namespaces: ['test'], labelSelectors: {app: 'mail'}};
    expect(body({partition: {from: 'Deployment/mail', direction: 'to'}}, {other}).spec).toEqual({
      action: 'partition',
      direction: 'to',
      target: {mode: 'all', selector: other},
      ...lasting,
    });
  });
});
