import {startLoad} from '../../../src/load/generator.js';
import {systemClock} from '../../../src/runtime/clock.js';
import {aLoadPlan, aPlannedRequest} from '../../builders/a-load-plan.js';
import {inProcessThread} from '../../fakes/in-process-thread.js';
import {closedPort, localTcpServer} from '../../fakes/local-server.js';

/** A server for each kind of failure, in the order of the plan's targets. */
async function brokenServers() {
  return {
    refused: await closedPort(),
    reset: await localTcpServer(socket => socket.on('data', () => socket.resetAndDestroy())),
    timeout: await localTcpServer(socket => socket.resume()),
    cut: await localTcpServer(socket =>
      socket.on('data', () =>
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf', () => socket.resetAndDestroy()),
      ),
    ),
  };
}

describe('connections that fail', () => {
  it.each([undefined, {attempts: 2, backoff: 10}])('are each counted once, by kind, with retry %j', async retry => {
    const servers = await brokenServers();
    const kinds = Object.keys(servers);
    const plan = aLoadPlan('', {
      rate: 400,
      timeout: 1_500,
      targets: Object.values(servers).map(({origin}) => ({origin, tls: {}})),
      requests: kinds.map((label, target) => aPlannedRequest({label, target})),
      ...(retry === undefined ? {} : {retry}),
    });
    const load = await startLoad(plan, {clock: systemClock, thread: inProcessThread()});
    await systemClock.sleep(500);
    const samples = await load.stop();
    await Promise.all([servers.reset, servers.timeout, servers.cut].map(server => server.close()));

    const seen = Array.from(samples.outcome.slice(0, samples.count), (code, index) => [
      kinds[samples.request[index]!],
      samples.outcomes[code],
      samples.attempts[index],
      samples.arrived[index],
    ]);
    expect(samples.settled).toBe(samples.count);
    expect(samples.count).toBeGreaterThanOrEqual(190);
    const sent = retry?.attempts ?? 1;
    expect(seen).toEqual(seen.map(([kind]) => [kind, kind, sent, kind === 'refused' ? 0 : sent]));
  });
});
