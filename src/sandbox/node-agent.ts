/** What the API server of the sandbox asks its one node for: the sandbox's kubelet and kube-proxy. */
export interface NodeAgent {
  /** The node's name, as in `/api/v1/nodes/NAME/proxy/metrics/resource`. */
  readonly name: string;
  /** The kubelet's `/metrics/resource` in Prometheus' text format, with its own timestamps. */
  metrics(): Promise<string>;
  /** A container's log; undefined where there is no such container. */
  log(
    pod: {namespace: string; name: string},
    options: {container?: string | undefined; previous?: boolean; tailLines?: number | undefined},
  ): string | undefined;
  /** Where a ready pod of a Service's port (its name or number) listens on loopback; undefined where none is ready. */
  backend(service: {namespace: string; name: string; port: string}): {host: string; port: number} | undefined;
  /** Ends every process that was started; resolves when they are gone. */
  close(): Promise<void>;
}
