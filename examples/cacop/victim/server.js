// The victim: a small HTTP service with an endpoint that really burns a CPU, as CACOP's had.
import {createHash} from 'node:crypto';
import {createServer} from 'node:http';
import {isMainThread, Worker} from 'node:worker_threads';

const PORT = Number(process.env.PORT ?? 8080);
const MAX_STRESS_SECONDS = 300;

if (isMainThread) serve();
else for (;;) createHash('sha256').update('burn').digest();

function serve() {
  let stress;

  const routes = {
    'GET /health': (_url, response) => answer(response, 200, {status: 'ok'}),
    'GET /': (_url, response) => answer(response, 200, {work: work()}),
    'POST /api/stress': (url, response) => {
      const seconds = Number(url.searchParams.get('duration') ?? 30);
      if (!(seconds >= 1 && seconds <= MAX_STRESS_SECONDS)) {
        answer(response, 400, {error: `duration: seconds from 1 to ${MAX_STRESS_SECONDS}`});
        return;
      }
      stress?.stop();
      stress = startStress(seconds);
      answer(response, 202, {stressing: seconds});
    },
    'POST /api/stress/stop': (_url, response) => {
      stress?.stop();
      stress = undefined;
      answer(response, 200, {stressing: 0});
    },
  };

  const server = createServer((request, response) => {
    // A client that keeps its connection would hold up the end.
    if (!server.listening) response.setHeader('connection', 'close');
    const url = new URL(request.url, 'http://victim');
    const route = routes[`${request.method} ${url.pathname}`];
    if (route === undefined) answer(response, 404, {error: 'not found'});
    else route(url, response);
  });
  server.listen(PORT, () => console.log(`listening on ${PORT}`));

  process.once('SIGTERM', () => {
    stress?.stop();
    server.close(() => process.exit(0));
  });
}

/** A thread of its own, so that /health still answers. */
function startStress(seconds) {
  const thread = new Worker(new URL(import.meta.url));
  const timer = setTimeout(() => thread.terminate(), seconds * 1000);
  return {
    stop: () => {
      clearTimeout(timer);
      thread.terminate();
    },
  };
}

/** About a millisecond of CPU. */
function work() {
  let digest = 'work';
  for (let round = 0; round < 300; round++) digest = createHash('sha256').update(digest).digest('hex');
  return digest;
}

function answer(response, status, body) {
  response.writeHead(status, {'content-type': 'application/json'});
  response.end(JSON.stringify(body));
}
