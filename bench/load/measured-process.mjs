// Runs a program to its end and tells what it cost.
import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';

/** The program's output, the CPU seconds of it and its children (by the shell's `times`), and its greatest resident memory in MiB. */
export async function measuredProcess(program, args) {
  const child = spawn('bash', ['-c', '"$@"; code=$?; times >&3; exit $code', 'bash', program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [stdout, stderr, times] = [1, 2, 3].map(number => collect(child.stdio[number]));
  let mebibytes = 0;
  const poll = setInterval(() => {
    mebibytes = Math.max(mebibytes, peakOf(child.pid));
  }, 100);
  const code = await new Promise(resolve => child.once('close', resolve));
  clearInterval(poll);
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${stderr()}${stdout()}`);
  return {stdout: stdout(), cpuSeconds: childSeconds(times()), mebibytes};
}

function collect(stream) {
  let text = '';
  stream.setEncoding('utf8').on('data', chunk => {
    text += chunk;
  });
  return () => text;
}

/** `times` prints user and system time of the shell, then those of its children: `0m1.234s 0m0.567s`. */
function childSeconds(times) {
  const children = times.trim().split('\n').at(-1);
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + 60 * Number(m) + Number(s), 0);
}

/** VmHWM of the shell's child; 0 when it is gone already. */
function peakOf(shell) {
  try {
    const [pid] = readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').split(' ');
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}
