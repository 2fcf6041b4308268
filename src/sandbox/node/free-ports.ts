import type {AddressInfo} from 'node:net';
import {createServer} from 'node:net';

/** Gives ports of the loopback on which nothing listens, each one once. */
export interface FreePorts {
  take(): Promise<number>;
  giveBack(port: number): void;
}

const TRIES = 50;

/** The operating system chooses; what was given to somebody who doesn't listen yet is not given again. */
export function createFreePorts(): FreePorts {
  const taken = new Set<number>();
  return {
    take: async () => {
      for (let tries = 0; tries < TRIES; tries++) {
        const port = await anyPort();
        if (taken.has(port)) continue;
        taken.add(port);
        return port;
      }
      throw new Error('the operating system has no free port on the loopback');
    },
    giveBack: port => void taken.delete(port),
  };
}

function anyPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const {port} = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
