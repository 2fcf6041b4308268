import type {KubeObject, ObjectRef} from '../../../src/cluster/kube.js';
import {type ApiCall, json, refuse, type Script} from '../../fakes/scripted-api.js';
import {type ScriptedKube, scriptedKube} from '../../fakes/scripted-kube.js';

const POD: ObjectRef = {apiVersion: 'v1', kind: 'Pod', name: 'a', namespace: 'shop'};
const OBJECT: KubeObject = {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'a', namespace: 'shop'}};
const WRITE = {fieldManager: 'chaos-cost-gate', fieldValidation: 'Strict'};

const ok: Script = (_, response) => json(response, 200, OBJECT);

let open: ScriptedKube | undefined;
afterEach(() => open?.close());

async function answering(...scripts: Script[]): Promise<ScriptedKube> {
  open = await scriptedKube(...scripts);
  return open;
}

function asSent({method, path, query, headers, body}: ApiCall | undefined = {} as ApiCall) {
  return {
    method,
    path,
    query: Object.fromEntries(query),
    type: headers['content-type'],
    body: body === '' ? undefined : JSON.parse(body),
  };
}

describe('the client sends', () => {
  it('server-side apply, which forces and dries only when told', async () => {
    const {kube, api} = await answering(ok);
    await kube.apply(OBJECT);
    await kube.apply(OBJECT, {force: true, dryRun: true});
    expect(asSent(api.calls[0])).toEqual({
      method: 'PATCH',
      path: '/api/v1/namespaces/shop/pods/a',
      query: WRITE,
      type: 'application/apply-patch+yaml',
      body: OBJECT,
    });
    expect(asSent(api.calls[1]).query).toEqual({...WRITE, force: 'true', dryRun: 'All'});
  });

  it('a merge patch, to a subresource if told', async () => {
    const {kube, api} = await answering(ok);
    await kube.patch(POD, {spec: {replicas: 0}}, {subresource: 'scale'});
    expect(asSent(api.calls[0])).toMatchObject({
      method: 'PATCH',
      path: '/api/v1/namespaces/shop/pods/a/scale',
      type: 'application/merge-patch+json',
      body: {spec: {replicas: 0}},
    });
  });

  it('a creation to the collection', async () => {
    const {kube, api} = await answering(ok);
    await kube.create({apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'shop'}});
    expect(asSent(api.calls[0])).toMatchObject({method: 'POST', path: '/api/v1/namespaces', query: WRITE});
  });

  it('a list with its selectors, of one namespace or of all', async () => {
    const {kube, api} = await answering((_, response) => json(response, 200, {items: null}));
    expect(await kube.list({apiVersion: 'v1', kind: 'Pod', namespace: 'shop', labelSelector: 'a in (b,c)'})).toEqual(
      [],
    );
    await kube.list({apiVersion: 'v1', kind: 'Pod'});
    expect(api.calls.map(call => [call.path, call.query.get('labelSelector')])).toEqual([
      ['/api/v1/namespaces/shop/pods', 'a in (b,c)'],
      ['/api/v1/pods', null],
    ]);
  });

  it('a deletion in the background, with its precondition and grace', async () => {
    const {kube, api} = await answering(ok);
    await kube.delete(POD, {uid: 'u1', graceSeconds: 0});
    await kube.delete(POD, {propagation: 'Foreground'});
    expect(asSent(api.calls[0])).toMatchObject({
      method: 'DELETE',
      body: {kind: 'DeleteOptions', propagationPolicy: 'Background', gracePeriodSeconds: 0, preconditions: {uid: 'u1'}},
    });
    expect(asSent(api.calls[1]).body).toEqual({
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      propagationPolicy: 'Foreground',
    });
  });

  it('a raw request as it is', async () => {
    const {kube, api} = await answering(
      (_, response) => void response.writeHead(418, {'x-teapot': 'yes'}).end('short'),
    );
    const answer = await kube.raw('POST', '/api/v1/namespaces/shop/services/a:80/proxy/x?y=1', {
      body: 'hello',
      headers: {'content-type': 'text/plain'},
    });
    expect(answer).toMatchObject({status: 418, text: 'short', headers: {'x-teapot': 'yes'}});
    expect(api.calls[0]).toMatchObject({
      method: 'POST',
      path: '/api/v1/namespaces/shop/services/a:80/proxy/x',
      body: 'hello',
    });
    expect(api.calls[0]?.headers).toMatchObject({'content-type': 'text/plain', 'user-agent': 'chaos-cost-gate'});
  });

  it('nothing for a namespaced object without its namespace', async () => {
    const {kube, api} = await answering(ok);
    await expect(kube.get({...POD, namespace: undefined})).rejects.toThrow('Pod/a needs a namespace');
    expect(api.calls).toEqual([]);
  });
});

describe('the client gives', () => {
  it('the items of a list with what they are', async () => {
    const {kube} = await answering((_, response) => json(response, 200, {items: [{metadata: {name: 'a'}}]}));
    expect(await kube.list({apiVersion: 'v1', kind: 'Pod'})).toEqual([
      {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'a'}},
    ]);
  });

  it('undefined for what is not there, and for kinds that are not', async () => {
    const {kube} = await answering((_, response) => refuse(response, 404, 'NotFound', 'gone'));
    expect(await kube.get(POD)).toBeUndefined();
    expect(await kube.get({...POD, kind: 'Nope'})).toBeUndefined();
    expect(await kube.get({...POD, apiVersion: 'nope.example/v1'})).toBeUndefined();
    expect(await kube.resource('nope.example/v1', 'Nope')).toBeUndefined();
  });

  it('false for the deletion of what is not there', async () => {
    const {kube} = await answering((_, response) => refuse(response, 404, 'NotFound', 'gone'));
    expect(await kube.delete(POD)).toBe(false);
    expect(await kube.delete({...POD, kind: 'Nope'})).toBe(false);
  });

  it.each<[string, object | undefined, boolean]>([
    ['another object bears the name', {metadata: {uid: 'u2'}}, false],
    ['it has gone meanwhile', undefined, false],
    ['it is on its way out', {metadata: {uid: 'u1', deletionTimestamp: '2026-01-01T00:00:00Z'}}, true],
  ])('what a conflict means for a deletion: %s', async (_, found, asked) => {
    const conflict: Script = (_call, response) => refuse(response, 409, 'Conflict', 'Precondition failed');
    const look: Script = (_call, response) =>
      found === undefined ? refuse(response, 404, 'NotFound', 'gone') : json(response, 200, found);
    const {kube} = await answering(conflict, look);
    expect(await kube.delete(POD, {uid: 'u1'})).toBe(asked);
  });

  it('any other conflict of a deletion as it is', async () => {
    const {kube} = await answering(
      (_, response) => refuse(response, 409, 'Conflict', 'busy'),
      (_, response) => json(response, 200, {metadata: {uid: 'u1'}}),
    );
    await expect(kube.delete(POD, {uid: 'u1'})).rejects.toMatchObject({status: 409});
  });

  it('the server’s version', async () => {
    const {kube} = await answering((_, response) => json(response, 200, {gitVersion: 'v1.35.4'}));
    expect(await kube.version()).toBe('v1.35.4');
  });
});

describe('kinds are found', () => {
  it('once for each group, and again when one is missing, since its CRD may be new', async () => {
    const kinds = [{name: 'widgets', kind: 'Widget', namespaced: true}];
    const {kube, api} = await answering((_, response) => json(response, 200, {resources: [...kinds]}));
    expect(await kube.resource('example.com/v1', 'Widget')).toEqual({plural: 'widgets', namespaced: true});
    expect(await kube.resource('example.com/v1', 'Widget')).toEqual({plural: 'widgets', namespaced: true});
    expect(api.calls).toHaveLength(1);
    expect(await kube.resource('example.com/v1', 'Gadget')).toBeUndefined();
    kinds.push({name: 'gadgets', kind: 'Gadget', namespaced: false});
    expect(await kube.resource('example.com/v1', 'Gadget')).toEqual({plural: 'gadgets', namespaced: false});
    expect(api.calls.map(call => call.path)).toEqual(Array(3).fill('/apis/example.com/v1'));
  });

  it('by their own name and not that of a subresource', async () => {
    const {kube} = await answering(ok);
    expect(await kube.resource('v1', 'Pod')).toEqual({plural: 'pods', namespaced: true});
    expect(await kube.resource('v1', 'Namespace')).toEqual({plural: 'namespaces', namespaced: false});
  });
});
