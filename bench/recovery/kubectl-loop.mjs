// What people script: ask kubectl once a second how many replicas are ready. `node kubectl-loop.mjs EPOCH`. On SIGTERM it writes what it saw:
// [when the answer came, ready replicas].
import {spawn} from 'node:child_process';

const epoch = Number(process.argv[2]);
const now = () => epoch + Number(process.hrtime.bigint()) / 1e6;
const seen = [];

function ask() {
  const args = ['get', 'deployments', '-A', '-l', 'app=probed', '-o', 'jsonpath={.items[0].status.readyReplicas}'];
  const child = spawn('kubectl', args, {stdio: ['ignore', 'pipe', 'ignore']});
  let text = '';
  child.stdout.on('data', chunk => (text += chunk));
  child.once('close', () => {
    seen.push([now(), Number(text || 0)]);
    setTimeout(ask, 1_000);
  });
}

process.once('SIGTERM', () => process.stdout.write(JSON.stringify(seen), () => process.exit(0)));
ask();
