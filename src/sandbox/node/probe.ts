import {request} from 'node:http';
import {connect} from 'node:net';
import type {Container, Pod, Probe} from 'kubernetes-types/core/v1.js';
import type {Clock} from '../../runtime/clock.js';
import {listenPort} from './pod-ports.js';

/** What a probe found, and what the kubelet would say of it. */
export interface ProbeResult {
  passed: boolean;
  message: string;
}

export interface ProbeScene {
  pod: Pod;
  container: Container;
  clock: Clock;
  /** Runs a command beside the container's, with its environment; its exit code and output. Ends it when the signal aborts. */
  exec(command: readonly string[], signal: AbortSignal): Promise<{code: number | null; output: string}>;
}

/** Probes once. Never rejects; an abort of the signal is a failure, too. */
export async function probeOnce(probe: Probe, scene: ProbeScene, signal: AbortSignal): Promise<ProbeResult> {
  const timeout = new AbortController();
  const over = new AbortController();
  const ms = (probe.timeoutSeconds ?? 1) * 1000;
  scene.clock.sleep(ms, over.signal).then(
    () => timeout.abort(),
    () => {},
  );
  try {
    return await ask(probe, scene, AbortSignal.any([signal, timeout.signal]));
  } catch (error) {
    const words = timeout.signal.aborted ? `no answer within ${ms / 1000} s` : (error as Error).message;
    return {passed: false, message: words};
  } finally {
    over.abort();
  }
}

async function ask(probe: Probe, scene: ProbeScene, signal: AbortSignal): Promise<ProbeResult> {
  const {pod, container} = scene;
  if (probe.exec !== undefined) {
    const {code, output} = await scene.exec(probe.exec.command ?? [], signal);
    signal.throwIfAborted();
    return {passed: code === 0, message: output.trim().slice(0, 1_000)};
  }
  const wanted = probe.httpGet?.port ?? probe.tcpSocket?.port ?? '';
  const port = listenPort(pod, wanted, [container]) ?? (typeof wanted === 'number' ? wanted : undefined);
  if (port === undefined) return {passed: false, message: `the container has no port ${wanted}`};
  if (probe.httpGet === undefined) return askTcp(port, signal);
  const headers = Object.fromEntries((probe.httpGet.httpHeaders ?? []).map(({name, value}) => [name, value]));
  return askHttp({port, path: probe.httpGet.path ?? '/', headers}, signal);
}

function askTcp(port: number, signal: AbortSignal): Promise<ProbeResult> {
  return new Promise((resolve, reject) => {
    const socket = connect({host: '127.0.0.1', port});
    const end = (): void => {
      socket.destroy();
      reject(new Error('the probe was ended'));
    };
    signal.addEventListener('abort', end, {once: true});
    socket.once('connect', () => {
      signal.removeEventListener('abort', end);
      socket.destroy();
      resolve({passed: true, message: ''});
    });
    socket.once('error', error => resolve({passed: false, message: error.message}));
  });
}

function askHttp(
  {port, path, headers}: {port: number; path: string; headers: Record<string, string>},
  signal: AbortSignal,
): Promise<ProbeResult> {
  return new Promise((resolve, reject) => {
    const query = request({
      host: '127.0.0.1',
      port,
      path,
      headers: {'user-agent': 'kube-probe/1.35', accept: '*/*', ...headers, connection: 'close'},
      agent: false,
      signal,
    });
    query.once('response', response => {
      response.resume().once('error', () => {});
      const {statusCode = 0} = response;
      const passed = statusCode >= 200 && statusCode < 400;
      resolve({passed, message: passed ? '' : `HTTP probe failed with statuscode: ${statusCode}`});
    });
    query.once('error', error => reject(new Error(`Get "http://127.0.0.1:${port}${path}": ${wordsOf(error, port)}`)));
    query.end();
  });
}

function wordsOf(error: NodeJS.ErrnoException, port: number): string {
  return error.code === 'ECONNREFUSED' ? `dial tcp 127.0.0.1:${port}: connect: connection refused` : error.message;
}
