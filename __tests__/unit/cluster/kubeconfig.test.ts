import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {inClusterConfig} from '../../../src/cluster/in-cluster.js';
import {loadKubeconfig} from '../../../src/cluster/kubeconfig.js';
import {aKubeconfig} from '../../builders/a-kubeconfig.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kubeconfig-'));
});
afterEach(() => rm(folder, {recursive: true}));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(join(path, '..'), {recursive: true});
  await writeFile(path, text);
  return path;
}

/** A program that counts its calls and gives the token `token-N`. */
async function plugin(): Promise<{user: object; calls: () => Promise<number>}> {
  const count = await file('count', '');
  const program = await file(
    'plugin.cjs',
    `const fs = require('fs'); fs.appendFileSync(${JSON.stringify(count)}, 'x');
     const token = 'token-' + fs.readFileSync(${JSON.stringify(count)}).length;
     console.log(JSON.stringify({apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: {token}}));`,
  );
  const exec = {apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args: [program]};
  return {user: {exec}, calls: async () => (await readFile(count)).length};
}

describe('a kubeconfig is read', () => {
  it('from the file that is named, whatever the environment says', async () => {
    const named = await file('named', aKubeconfig().withContext('named').withCurrent('named').build());
    const other = await file('other', aKubeconfig().withContext('other').build());
    const config = await loadKubeconfig({file: named, env: {KUBECONFIG: other}});
    expect(config).toMatchObject({source: named, contexts: ['named'], currentContext: 'named'});
  });

  it('from all files of KUBECONFIG, of which some may be missing, the first one counting', async () => {
    const first = await file('1', aKubeconfig().withContext('a', 'https://first').withCurrent('a').build());
    const second = await file(
      '2',
      aKubeconfig().withContext('a', 'https://second').withContext('b').withCurrent('b').build(),
    );
    const config = await loadKubeconfig({env: {KUBECONFIG: [first, join(folder, 'missing'), second].join(delimiter)}});
    expect(config).toMatchObject({contexts: ['a', 'b'], currentContext: 'a'});
    expect(config.access('a').server).toBe('https://first');
    expect(config.access('b').server).toBe('https://b.example:6443');
  });

  it('from the home folder', async () => {
    await file('.kube/config', aKubeconfig().withContext('home').build());
    expect(await loadKubeconfig({env: {HOME: folder}})).toMatchObject({contexts: ['home'], currentContext: undefined});
  });

  it('as empty where there is none', async () => {
    expect(await loadKubeconfig({env: {HOME: folder}})).toMatchObject({
      source: join(folder, '.kube', 'config'),
      contexts: [],
    });
  });

  it('from the service account of a pod', async () => {
    await file('token', 'abc');
    const config = await inClusterConfig({KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443'}, folder);
    expect(config).toMatchObject({
      clusters: [{server: 'https://[fd00::1]:443', caFile: join(folder, 'ca.crt')}],
      currentContext: 'in-cluster',
    });
    expect(await inClusterConfig({}, folder)).toBeUndefined();
  });

  it('with a complaint that names the file when it is missing or broken', async () => {
    const missing = join(folder, 'missing');
    await expect(loadKubeconfig({file: missing, env: {}})).rejects.toMatchObject({
      blame: 'usage',
      message: `there is no kubeconfig ${missing}`,
    });
    const broken = await file('broken', 'clusters: [{name: a}]');
    await expect(loadKubeconfig({file: broken, env: {}})).rejects.toMatchObject({
      blame: 'environment',
      message: `the kubeconfig ${broken} is not one: clusters[0].cluster is missing`,
    });
    await expect(loadKubeconfig({file: folder, env: {}})).rejects.toMatchObject({blame: 'environment'});
  });

  it('with a complaint when a context names a cluster that is not there', async () => {
    const dangling = await file('dangling', 'contexts: [{name: a, context: {cluster: gone, user: a}}]');
    const config = await loadKubeconfig({file: dangling, env: {}});
    expect(() => config.access('a')).toThrow(`${dangling} has no cluster gone, which its context a names`);
    expect(() => config.access('b')).toThrow(`${dangling} has no context b`);
  });
});

describe('a login', () => {
  const loginOf = async (user: object, cluster: object = {}, server = 'https://a.example') => {
    const path = await file('config', aKubeconfig().withContext('a', server, user, cluster).build());
    return (await loadKubeconfig({file: path, env: {}})).access('a');
  };

  it('has the certificates, from data and from files beside the kubeconfig', async () => {
    await file('client.key', 'the key');
    const user = {
      'client-certificate-data': Buffer.from('the certificate').toString('base64'),
      'client-key': 'client.key',
    };
    const cluster = {'certificate-authority-data': Buffer.from('the ca').toString('base64'), 'tls-server-name': 'api'};
    expect((await (await loginOf(user, cluster)).login()).tls).toEqual({
      ca: 'the ca',
      cert: 'the certificate',
      key: 'the key',
      servername: 'api',
    });
  });

  it.each([
    [{token: 'abc'}, {authorization: 'Bearer abc'}],
    [{username: 'me', password: 'pw'}, {authorization: `Basic ${Buffer.from('me:pw').toString('base64')}`}],
    [
      {token: 'abc', as: 'tester'},
      {authorization: 'Bearer abc', 'impersonate-user': 'tester'},
    ],
  ])('has the headers of %j', async (user, headers) => {
    expect((await (await loginOf(user)).login()).headers).toEqual(headers);
  });

  it('has the proxy, and what is not to be checked', async () => {
    const cluster = {'proxy-url': 'http://proxy:3128', 'insecure-skip-tls-verify': true};
    expect(await (await loginOf({}, cluster)).login()).toEqual({
      tls: {rejectUnauthorized: false},
      headers: {},
      proxyUrl: 'http://proxy:3128',
    });
  });

  it('may be over plain http, as by `kubectl proxy`, and without a user', async () => {
    const path = await file(
      'config',
      'clusters: [{name: p, cluster: {server: "http://127.0.0.1:8001"}}]\ncontexts: [{name: p, context: {cluster: p}}]',
    );
    const access = (await loadKubeconfig({file: path, env: {}})).access('p');
    expect(await access.login()).toMatchObject({headers: {}});
  });

  it('runs a plug-in once for calls at the same time, and keeps its token', async () => {
    const {user, calls} = await plugin();
    const access = await loginOf(user);
    await Promise.all(Array.from({length: 10}, () => access.login()));
    await access.login();
    expect(await calls()).toBe(1);
  });

  it('runs the plug-in again when its token was refused, but only if it is still the one in use', async () => {
    const {user, calls} = await plugin();
    const access = await loginOf(user);
    const old = await access.login();
    const renewed = await access.login(old);
    expect([old.headers, renewed.headers]).toEqual([
      {authorization: 'Bearer token-1'},
      {authorization: 'Bearer token-2'},
    ]);
    await access.login(old);
    expect(await calls()).toBe(2);
  });

  it('fails with the words of its plug-in', async () => {
    const access = await loginOf({
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: process.execPath,
        args: ['-e', 'console.error("session expired"); process.exit(1)'],
      },
    });
    await expect(access.login()).rejects.toMatchObject({
      blame: 'environment',
      message: expect.stringContaining("the credentials of the context a can't be had: session expired"),
      hint: 'Try `kubectl --context a version`.',
    });
  });
});
