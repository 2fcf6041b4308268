import {load, problemsOf, withExperiment, withLoad, withMust, withVictim} from './a-loaded-spec.js';
import {TINY} from './a-source.js';

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
