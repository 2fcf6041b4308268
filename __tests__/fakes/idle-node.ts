import type {NodeAgent} from '../../src/sandbox/node-agent.js';

/** A node on which nothing runs, but for what a test gives it. */
export function idleNode(parts: Partial<NodeAgent> = {}): NodeAgent {
  return {
    name: 'sandbox',
    metrics: async () => '',
    log: () => undefined,
    backend: () => undefined,
    close: async () => {},
    ...parts,
  };
}
