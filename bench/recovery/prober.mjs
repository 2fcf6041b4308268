// The witness of the service: asks on a new connection every 5 ms, each from another loopback address, and notes when each request left,
// how it ended and after how long. Nothing but node:http. `node prober.mjs PORT EPOCH [one-source]`; EPOCH is the Unix time (ms) of hrtime 0; with
// one-source it stays at 127.0.0.1, as an ordinary client does. On SIGTERM it
// writes what it saw: [sent, ms, ok] for each request.
import http from 'node:http';

const [port, epoch] = process.argv.slice(2).map(Number);
const isOrdinary = process.argv[4] === 'one-source';
const EVERY_MS = 5;
const TIMEOUT_MS = 5_000;
const now = () => epoch + Number(process.hrtime.bigint()) / 1e6;
const seen = [];
let sources = Math.floor(Math.random() * 1e7);
let next = now();
let isOver = false;

function ask() {
  const sent = now();
  const entry = [sent, TIMEOUT_MS, 0];
  seen.push(entry);
  const end = ok => {
    entry[1] = now() - sent;
    entry[2] = ok ? 1 : 0;
  };
  const request = http.get(
    {
      host: '127.0.0.1',
      port,
      path: '/',
      agent: false,
      localAddress: isOrdinary ? '127.0.0.1' : nextSource(),
      timeout: TIMEOUT_MS,
    },
    response => {
      response.resume();
      response.once('end', () => end(response.statusCode === 200));
      response.once('error', () => end(false));
    },
  );
  request.once('timeout', () => request.destroy(new Error('timeout')));
  request.once('error', () => end(false));
}

/** A refused connection poisons its source port for minutes (conntrack), so none is used twice. */
function nextSource() {
  const n = sources++;
  return `127.${254 - (Math.floor(n / 65_000) % 100)}.${Math.floor(n / 254) % 256}.${1 + (n % 254)}`;
}

function tick() {
  if (isOver) return;
  for (; next <= now(); next += EVERY_MS) ask();
  setTimeout(tick, Math.max(0, next - now()));
}

process.once('SIGTERM', () => {
  isOver = true;
  process.stdout.write(JSON.stringify(seen), () => process.exit(0));
});
tick();
