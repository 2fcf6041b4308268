import {type ApiError, isApiError, type Kube, type KubeObject, type ObjectRef} from '../../src/cluster/kube.js';

/** A Kubernetes to test, and the end of it. */
export type OpenKube = () => Promise<{kube: Kube; close: () => Promise<void>}>;

/** What a contract's tests share: a namespace of their own, and ways to ask a server more than the gate does. */
export interface ContractScene {
  readonly kube: Kube;
  readonly namespace: string;
  ref(kind: string, name: string): ObjectRef;
  configMap(name: string, data?: Record<string, string>, metadata?: Partial<KubeObject['metadata']>): KubeObject;
  /** Any request; the body is sent as JSON, and read as such. */
  ask(method: string, path: string, body?: unknown, contentType?: string): Promise<{status: number; body: Answer}>;
  /** Server-side apply as somebody else. */
  applyAs(manager: string, object: KubeObject, query?: string): Promise<{status: number; body: Answer}>;
}

/** An object, a list or a Status: as much of each as the tests look at. */
export interface Answer extends KubeObject {
  code?: number;
  reason?: string;
  message?: string;
  details?: {causes?: {reason: string; message: string; field: string}[]};
  items?: KubeObject[] | null;
}

const PATHS: Record<string, string> = {
  ConfigMap: 'api/v1/configmaps',
  Pod: 'api/v1/pods',
  Service: 'api/v1/services',
  Deployment: 'apis/apps/v1/deployments',
  ReplicaSet: 'apis/apps/v1/replicasets',
};

/** Makes the namespace before the tests and deletes it after them. */
export function contractScene(open: OpenKube): ContractScene {
  const namespace = `contract-${Math.random().toString(36).slice(2, 8)}`;
  let kube: Kube | undefined;
  let close: (() => Promise<void>) | undefined;
  const need = (): Kube => {
    if (kube === undefined) throw new Error('the server is not open yet');
    return kube;
  };

  beforeAll(async () => {
    ({kube, close} = await open());
    await kube.create({apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace}});
  });
  afterAll(async () => {
    await kube?.delete({apiVersion: 'v1', kind: 'Namespace', name: namespace});
    await close?.();
  });

  const ask: ContractScene['ask'] = async (method, path, body, contentType = 'application/json') => {
    const answer = await need().raw(method, path, {
      ...(body === undefined ? {} : {body: JSON.stringify(body), headers: {'content-type': contentType}}),
    });
    return {status: answer.status, body: answer.text.startsWith('{') ? JSON.parse(answer.text) : {}};
  };
  return {
    get kube() {
      return need();
    },
    namespace,
    ref: (kind, name) => ({
      apiVersion: PATHS[kind]?.startsWith('apis/apps') ? 'apps/v1' : 'v1',
      kind,
      name,
      namespace,
    }),
    configMap: (name, data = {}, metadata = {}) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {...metadata, name, namespace},
      data,
    }),
    ask,
    applyAs: (manager, object, query = '') => {
      const path = `${pathOf(object.kind, namespace)}/${object.metadata.name}?fieldManager=${manager}${query}`;
      return ask('PATCH', path, object, 'application/apply-patch+yaml');
    },
  };
}

/** Of a kind's objects in a namespace. */
export function pathOf(kind: string, namespace: string): string {
  const parts = (PATHS[kind] ?? '').split('/');
  return `/${parts.slice(0, -1).join('/')}/namespaces/${namespace}/${parts.at(-1)}`;
}

/** Waits until it holds: controllers and caches take their time. */
export async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; !(await holds()); attempt++) {
    if (attempt === 1_000) throw new Error('it did not come about');
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** The refusal of work that must be refused. */
export function refusalOf(work: Promise<unknown>): Promise<ApiError> {
  return work.then(
    () => Promise.reject(new Error('it was not refused')),
    error => (isApiError(error) ? error : Promise.reject(error)),
  );
}
