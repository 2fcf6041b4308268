import type {ObjectRef} from '../../../src/cluster/kube.js';
import {json, refuse, type Script} from '../../fakes/scripted-api.js';
import {type ScriptedKube, scriptedKube} from '../../fakes/scripted-kube.js';

const POD: ObjectRef = {apiVersion: 'v1', kind: 'Pod', name: 'a', namespace: 'shop'};
const OBJECT = {apiVersion: 'v1', kind: 'Pod', metadata: {name: 'a', namespace: 'shop'}};

const ok: Script = (_, response) => json(response, 200, OBJECT);
const reset: Script = (_, response) => response.socket?.destroy();
const refusing =
  (code: number, headers?: Record<string, string>): Script =>
  (_, response) =>
    refuse(response, code, 'Scripted', 'not now', headers);

let open: ScriptedKube | undefined;
afterEach(() => open?.close());

async function answering(...scripts: Script[]): Promise<ScriptedKube> {
  open = await scriptedKube(...scripts);
  return open;
}

describe('a request is repeated', () => {
  it.each([
    ['a reset connection', reset],
    ['429', refusing(429)],
    ['503', refusing(503)],
  ])('after %s, until it is answered', async (_, trouble) => {
    const {kube, api} = await answering(trouble, trouble, ok);
    expect(await kube.get(POD)).toEqual(OBJECT);
    expect(api.calls).toHaveLength(3);
  });

  it('four times in all, and then fails with the last refusal', async () => {
    const {kube, api} = await answering(refusing(503));
    await expect(kube.get(POD)).rejects.toMatchObject({
      name: 'ApiError',
      status: 503,
      message: "can't get pods a in the namespace shop: not now",
    });
    expect(api.calls).toHaveLength(4);
  });

  it('when it applies, or deletes by UID', async () => {
    const {kube, api} = await answering(reset, ok, reset, ok);
    await kube.apply(OBJECT);
    await kube.delete(POD, {uid: 'u'});
    expect(api.calls.map(call => call.method)).toEqual(['PATCH', 'PATCH', 'DELETE', 'DELETE']);
  });

  it('when it creates, only if the server has not begun', async () => {
    const {kube, api} = await answering(refusing(429), ok, reset, ok);
    await kube.create(OBJECT);
    expect(api.calls).toHaveLength(2);
    await expect(kube.create(OBJECT)).rejects.toMatchObject({
      blame: 'environment',
      message: expect.stringContaining('does not answer: UND_ERR_SOCKET'),
    });
    expect(api.calls).toHaveLength(3);
  });

  it('never when it is refused for good', async () => {
    const {kube, api} = await answering(refusing(500));
    await expect(kube.list(POD)).rejects.toMatchObject({status: 500});
    expect(api.calls).toHaveLength(1);
  });

  it('not when the server asks for more patience than we have', async () => {
    const {kube, api} = await answering(refusing(503, {'retry-after': '60'}));
    await expect(kube.get(POD)).rejects.toMatchObject({status: 503, retryAfter: 60});
    expect(api.calls).toHaveLength(1);
  });

  it('not after its signal aborts', async () => {
    const stop = new AbortController();
    const {kube, api} = await answering((call, response) => {
      stop.abort(new Error('enough'));
      reset(call, response);
    });
    await expect(kube.get(POD, stop.signal)).rejects.toThrow('enough');
    expect(api.calls).toHaveLength(1);
  });
});

describe('a refusal says', () => {
  it('whose credentials are not accepted', async () => {
    const {kube} = await answering(refusing(401));
    await expect(kube.get(POD)).rejects.toThrow(
      'the API server does not accept the credentials of the context scripted (to get pods a in the namespace shop): not now; log in anew, or refresh the kubeconfig',
    );
  });

  it('which right is missing, and how to see it', async () => {
    const {kube} = await answering(refusing(403));
    await expect(kube.list({apiVersion: 'v1', kind: 'Pod', namespace: 'shop'})).rejects.toThrow(
      'the context scripted may not list pods in the namespace shop: not now; see `kubectl --context scripted auth can-i list pods -n shop`',
    );
    await expect(kube.list({apiVersion: 'v1', kind: 'Pod'})).rejects.toThrow('auth can-i list pods --all-namespaces`');
  });

  it('422 where a manifest does not fit, though server-side apply answers 500', async () => {
    const {kube} = await answering((_, response) =>
      refuse(
        response,
        500,
        '',
        'failed to create typed patch object (shop/a; /v1, Kind=Pod): .spec.x: field not declared in schema',
      ),
    );
    await expect(kube.apply(OBJECT)).rejects.toMatchObject({
      status: 422,
      reason: 'Invalid',
      message: expect.stringMatching(/^can't apply pods a in the namespace shop: .*\.spec\.x/),
    });
  });

  it('the first line of what a proxy says', async () => {
    const {kube} = await answering((_, response) => void response.writeHead(502).end('Bad Gateway\n<hr>'));
    await expect(kube.get(POD)).rejects.toMatchObject({
      status: 502,
      reason: 'Unknown',
      message: "can't get pods a in the namespace shop: Bad Gateway",
    });
  });

  it('that no API server answers, when what comes is no JSON', async () => {
    const {kube} = await answering((_, response) => void response.end('<html>Log in</html>'));
    await expect(kube.get(POD)).rejects.toMatchObject({
      blame: 'environment',
      message: expect.stringContaining('does not speak as a Kubernetes API server: <html>'),
    });
  });
});
