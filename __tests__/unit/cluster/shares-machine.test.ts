import {sharesMachine} from '../../../src/cluster/shares-machine.js';

describe('sharesMachine', () => {
  it.each([
    ['kind', 'https://10.0.0.1:6443', true],
    [{minikube: 'ci'}, 'https://192.168.49.2:8443', true],
    [{context: 'dev'}, 'https://127.0.0.1:6443', true],
    [{context: 'dev'}, 'https://[::1]:6443', true],
    [{context: 'dev'}, 'https://localhost:6443', true],
    [{context: 'prod'}, 'https://api.example.com', false],
  ] as const)('takes %j at %s for its own machine: %s', (cluster, server, expected) => {
    expect(sharesMachine(cluster, server)).toBe(expected);
  });
});
