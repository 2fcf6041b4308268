import {connect} from 'node:net';

/** Whether something accepts TCP connections there within `timeoutMs`; it is left again at once, and nothing is sent. */
export type TcpProbe = (host: string, port: number, timeoutMs: number) => Promise<boolean>;

/** Opens a TCP connection to find out. */
export const probeTcp: TcpProbe = (host, port, timeoutMs) =>
  new Promise(resolve => {
    const socket = connect({host, port});
    const answer = (accepted: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(accepted);
    };
    const timer = setTimeout(() => answer(false), timeoutMs);
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
