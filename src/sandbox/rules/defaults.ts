import type {KubeObject} from '../../cluster/kube.js';
import {typeOfKind} from '../schema/types.js';
import {withoutEmpty} from '../schema/without-empty.js';

type Fields = Record<string, unknown>;

/** The object with what Kubernetes fills in where nothing was said. Done again, it changes nothing. */
export function withDefaults(object: KubeObject): KubeObject {
  const fill = BY_KIND[object.kind];
  const filled = fill === undefined ? object : fill(object);
  const isCustom = object.apiVersion.startsWith('chaos-mesh.org/');
  return (isCustom ? filled : withoutEmpty(filled, typeOfKind(object))) as KubeObject;
}

const WORKLOAD: Record<string, Fields> = {
  Deployment: {replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600},
  ReplicaSet: {replicas: 1},
  StatefulSet: {replicas: 1, revisionHistoryLimit: 10, podManagementPolicy: 'OrderedReady'},
  DaemonSet: {revisionHistoryLimit: 10},
};

const BY_KIND: Record<string, (object: KubeObject) => Fields> = {
  Pod: object => within(object, 'spec', spec => podSpec(spec, {enableServiceLinks: true})),
  Deployment: object => workload(object, {strategy: rollingUpdate({maxUnavailable: '25%', maxSurge: '25%'})}),
  ReplicaSet: object => workload(object, {}),
  StatefulSet: object => workload(object, {updateStrategy: rollingUpdate({partition: 0})}),
  DaemonSet: object => workload(object, {updateStrategy: rollingUpdate({maxUnavailable: 1, maxSurge: 0})}),
  Service: object => within(object, 'spec', service),
  Secret: object => secret(object),
  Namespace: object => {
    const labels = {...object.metadata.labels, 'kubernetes.io/metadata.name': object.metadata.name};
    return {...object, metadata: {...object.metadata, labels}};
  },
};

function workload(object: KubeObject, fill: Record<string, (value: Fields) => Fields>): Fields {
  return within(object, 'spec', spec => {
    let filled: Fields = {...WORKLOAD[object.kind], ...spec};
    for (const [field, change] of Object.entries(fill)) filled = {...filled, [field]: change(fieldsAt(filled, field))};
    return within(filled, 'template', template => within(template, 'spec', inner => podSpec(inner)));
  });
}

function rollingUpdate(values: Fields): (strategy: Fields) => Fields {
  return strategy => {
    const type = strategy.type ?? 'RollingUpdate';
    const isRolling = type === 'RollingUpdate';
    return {
      ...strategy,
      type,
      ...(isRolling ? {rollingUpdate: {...values, ...fieldsAt(strategy, 'rollingUpdate')}} : {}),
    };
  };
}

function podSpec(spec: Fields, more: Fields = {}): Fields {
  const filled = {
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
    ...more,
    ...spec,
  };
  return eachOf(eachOf(filled, 'containers', container), 'initContainers', container);
}

function container(it: Fields): Fields {
  const image = String(it.image ?? '');
  const isLatest = !/[:@][^/]+$/.test(image) || image.endsWith(':latest');
  let filled: Fields = {
    resources: {},
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: isLatest ? 'Always' : 'IfNotPresent',
    ...it,
  };
  for (const name of ['readinessProbe', 'livenessProbe', 'startupProbe']) {
    if (filled[name] !== undefined) filled = within(filled, name, probe);
  }
  return eachOf(filled, 'ports', port => ({protocol: 'TCP', ...port}));
}

function probe(it: Fields): Fields {
  const filled = {timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3, ...it};
  if (it.httpGet === undefined) return filled;
  return within(filled, 'httpGet', get => ({scheme: 'HTTP', path: '/', ...get}));
}

function service(spec: Fields): Fields {
  const filled = {type: 'ClusterIP', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster', ...spec};
  if (filled.type === 'ExternalName') return filled;
  return eachOf(filled, 'ports', port => ({protocol: 'TCP', targetPort: port.port, ...port}));
}

function secret({stringData, ...object}: KubeObject): Fields {
  const encoded = Object.entries((stringData ?? {}) as Record<string, string>).map(([key, value]) => [
    key,
    Buffer.from(value).toString('base64'),
  ]);
  const data = {...fieldsAt(object, 'data'), ...Object.fromEntries(encoded)};
  return {type: 'Opaque', ...object, ...(Object.keys(data).length === 0 ? {} : {data})};
}

function fieldsAt(fields: Fields, name: string): Fields {
  return (fields[name] ?? {}) as Fields;
}

function within(fields: Fields, name: string, change: (inner: Fields) => Fields): Fields {
  return {...fields, [name]: change(fieldsAt(fields, name))};
}

function eachOf(fields: Fields, name: string, change: (item: Fields) => Fields): Fields {
  return Array.isArray(fields[name]) ? {...fields, [name]: (fields[name] as Fields[]).map(change)} : fields;
}
