// A service whose latency is known: 5 ms, every tenth request 50 ms. With STALL_AFTER and STALL_FOR (ms from the first request on) it
// answers nothing for that long. It logs when each request came and when its answer left, on the monotonic clock that all processes share.
import {createServer} from 'node:http';

const stallAfter = Number(process.env.STALL_AFTER ?? Number.POSITIVE_INFINITY);
const stallFor = Number(process.env.STALL_FOR ?? 0);
const now = () => Number(process.hrtime.bigint()) / 1e6;
const log = [];

const server = createServer((request, response) => {
  if (request.url === '/log') return response.end(JSON.stringify(log));
  const entry = {arrived: now(), answered: 0};
  log.push(entry);
  const delay = log.length % 10 === 0 ? 50 : 5;
  setTimeout(
    () => {
      entry.answered = now();
      response.end('ok');
    },
    untilStallEnds(entry.arrived - log[0].arrived, delay),
  );
});

/** Work that would end within the stall ends after it. */
function untilStallEnds(since, delay) {
  const stallEnd = stallAfter + stallFor;
  return since + delay >= stallAfter && since < stallEnd ? stallEnd - since + delay : delay;
}

server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
