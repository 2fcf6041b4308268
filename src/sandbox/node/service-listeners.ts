import type {Service} from 'kubernetes-types/core/v1.js';
import {type KubeObject, refOf} from '../../cluster/kube.js';
import {messageOf} from '../../failure.js';
import type {Say} from '../events.js';
import type {Store, StoreEvent} from '../store.js';
import {backendsOfService} from './service-backends.js';
import {type ListenerPorts, listenForService, type ServiceListener} from './service-listener.js';
import {LISTENERS_ANNOTATION} from './service-variables.js';

export interface ServicePorts {
  store: Store;
  say: Say;
  choose: ListenerPorts['choose'];
}

/** Gives every port of every Service a listener on the loopback, and NodePorts their number. Returns the end of it. */
export function listenForServices({store, say, choose}: ServicePorts): () => Promise<void> {
  const listeners = new Map<string, Map<number, ServiceListener>>();
  let work: Promise<void> = Promise.resolve();

  const open = async (object: KubeObject): Promise<void> => {
    const {namespace = '', name, uid = ''} = object.metadata;
    const {ports = [], type, clusterIP} = (object as unknown as Service).spec ?? {};
    if (type === 'ExternalName' || clusterIP === 'None') return;
    const own = listeners.get(uid) ?? new Map<number, ServiceListener>();
    listeners.set(uid, own);
    for (const {port, nodePort} of ports) {
      if (own.has(port)) continue;
      const backends = () => backendsOfService(store, {namespace, name, port: String(port)});
      own.set(port, await listenForService(nodePort, {backends, choose}));
    }
    for (const [port, listener] of own) {
      if (ports.some(one => one.port === port)) continue;
      own.delete(port);
      await listener.close();
    }
    write(store, object, own);
  };

  const close = async (uid: string): Promise<void> => {
    const own = listeners.get(uid);
    listeners.delete(uid);
    await Promise.all([...(own?.values() ?? [])].map(listener => listener.close()));
  };

  const take = ({type, object}: StoreEvent): void => {
    work = work
      .then(() => (type === 'DELETED' ? close(object.metadata.uid ?? '') : open(object)))
      .catch(error =>
        say(object, {
          type: 'Warning',
          reason: 'FailedToListen',
          message: `no listener for the Service: ${messageOf(error)}`,
        }),
      );
  };
  const end = store.subscribe(['v1/Service'], take);
  return async () => {
    end();
    await work;
    await Promise.all([...listeners.keys()].map(close));
  };
}

/** The address of everything in the sandbox is the loopback: so is a Service's. */
function write(store: Store, object: KubeObject, own: ReadonlyMap<number, ServiceListener>): void {
  if (store.get(refOf(object))?.metadata.uid !== object.metadata.uid) return;
  store.update(refOf(object), current => {
    const spec = (current as unknown as Service).spec ?? {};
    const withNodePorts = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
    const ports = (spec.ports ?? []).map(port => {
      const listener = own.get(port.port);
      return withNodePorts && listener !== undefined ? {...port, nodePort: listener.port} : port;
    });
    const found = Object.fromEntries([...own].map(([port, listener]) => [port, listener.port]));
    const annotations = {...current.metadata.annotations, [LISTENERS_ANNOTATION]: JSON.stringify(found)};
    return {
      ...current,
      metadata: {...current.metadata, annotations},
      spec: {
        ...spec,
        ports,
        clusterIP: '127.0.0.1',
        clusterIPs: ['127.0.0.1'],
        ipFamilies: ['IPv4'],
        ipFamilyPolicy: 'SingleStack',
      },
    };
  });
}
