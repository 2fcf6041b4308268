import type {KubeObject} from '../../cluster/kube.js';

/** What the sandbox may give to its pods. */
export interface NodeMachine {
  cpus: number;
  memoryBytes: number;
  platform: NodeJS.Platform;
  arch: string;
  /** Where programs are found. */
  path: string;
  /** Node's own program. */
  node: string;
}

export const NODE_NAME = 'sandbox';
const MOST_PODS = 110;

/** The sandbox's one node: this machine. It has no container runtime, and says so. */
export function nodeObject({cpus, memoryBytes, platform, arch}: NodeMachine, now: string): KubeObject {
  const resources = {cpu: String(cpus), memory: `${Math.floor(memoryBytes / 1024)}Ki`, pods: String(MOST_PODS)};
  const os = platform === 'win32' ? 'windows' : platform;
  const version = 'v1.35.0+sandbox';
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: NODE_NAME,
      labels: {'kubernetes.io/hostname': NODE_NAME, 'kubernetes.io/os': os, 'kubernetes.io/arch': arch},
    },
    spec: {},
    status: {
      capacity: resources,
      allocatable: resources,
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'SandboxReady',
          message: 'the sandbox runs the pods of this node as processes',
          lastHeartbeatTime: now,
          lastTransitionTime: now,
        },
      ],
      addresses: [
        {type: 'InternalIP', address: '127.0.0.1'},
        {type: 'Hostname', address: NODE_NAME},
      ],
      nodeInfo: {
        architecture: arch,
        bootID: '',
        containerRuntimeVersion: 'processes://1',
        kernelVersion: '',
        kubeProxyVersion: '',
        kubeletVersion: version,
        machineID: '',
        operatingSystem: os,
        osImage: 'chaos-cost-gate sandbox',
        systemUUID: '',
      },
    },
  };
}
