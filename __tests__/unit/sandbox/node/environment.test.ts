import type {Container, Pod} from 'kubernetes-types/core/v1.js';
import {systemClock} from '../../../../src/runtime/clock.js';
import {createMemoryStore} from '../../../../src/sandbox/memory-store.js';
import {environmentOf} from '../../../../src/sandbox/node/environment.js';
import {PORTS_ANNOTATION} from '../../../../src/sandbox/node/pod-ports.js';
import {LISTENERS_ANNOTATION} from '../../../../src/sandbox/node/service-variables.js';

const namespace = 'default';
const store = createMemoryStore({clock: systemClock});
store.create({apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'settings', namespace}, data: {COLOUR: 'red'}});
const data = {TOKEN: Buffer.from('s3cret').toString('base64')};
store.create({apiVersion: 'v1', kind: 'Secret', metadata: {name: 'keys', namespace}, data});
store.create({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: {name: 'my-mail', namespace, annotations: {[LISTENERS_ANNOTATION]: '{"80":40001}'}},
  spec: {ports: [{name: 'http', port: 80}]},
});

const pod: Pod = {
  metadata: {
    name: 'p-1',
    namespace,
    uid: 'u',
    labels: {app: 'p'},
    annotations: {[PORTS_ANNOTATION]: '{"8080":40002,"9090":40003}'},
  },
};
const envOf = (container: Partial<Container>) =>
  environmentOf(pod, {name: 'c', ...container}, {store, path: '/bin', cwd: '/work'});

describe('the environment of a container', () => {
  it('has what its spec says and nothing of our own', () => {
    process.env.SANDBOX_TEST_SECRET = 'ours';
    const env = envOf({
      env: [
        {name: 'PLAIN', value: 'a'},
        {name: 'REF', value: '$(PLAIN)-$(MISSING)-$$(PLAIN)'},
        {name: 'NAME', valueFrom: {fieldRef: {fieldPath: 'metadata.name'}}},
        {name: 'LABEL', valueFrom: {fieldRef: {fieldPath: "metadata.labels['app']"}}},
        {name: 'KEY', valueFrom: {secretKeyRef: {name: 'keys', key: 'TOKEN'}}},
        {name: 'NONE', valueFrom: {configMapKeyRef: {name: 'nowhere', key: 'x', optional: true}}},
      ],
      envFrom: [{prefix: 'MY_', configMapRef: {name: 'settings'}}],
    });
    delete process.env.SANDBOX_TEST_SECRET;
    expect(env).toEqual({
      PATH: '/bin',
      HOME: '/work',
      HOSTNAME: 'p-1',
      MY_MAIL_SERVICE_HOST: '127.0.0.1',
      MY_MAIL_SERVICE_PORT: '40001',
      MY_MAIL_SERVICE_PORT_HTTP: '40001',
      MY_COLOUR: 'red',
      PLAIN: 'a',
      REF: 'a-$(MISSING)-$(PLAIN)',
      NAME: 'p-1',
      LABEL: 'p',
      KEY: 's3cret',
    });
  });

  it('tells the ports on which to listen, whatever the spec says of them', () => {
    const env = envOf({
      env: [{name: 'PORT', value: '8080'}],
      ports: [
        {name: 'http', containerPort: 8080},
        {name: 'admin-ui', containerPort: 9090},
      ],
    });
    expect(env).toMatchObject({PORT: '40002', PORT_HTTP: '40002', PORT_ADMIN_UI: '40003'});
  });

  it('can not be made of what is not there', () => {
    const from = (valueFrom: object) => () => envOf({env: [{name: 'X', valueFrom}]});
    expect(from({configMapKeyRef: {name: 'nowhere', key: 'x'}})).toThrow('configmap "nowhere" not found');
    expect(from({secretKeyRef: {name: 'keys', key: 'x'}})).toThrow("couldn't find key x in Secret default/keys");
    expect(from({fieldRef: {fieldPath: 'spec.nothing'}})).toThrow('no field spec.nothing');
    expect(() => envOf({envFrom: [{secretRef: {name: 'nowhere'}}]})).toThrow('secret "nowhere" not found');
  });
});
