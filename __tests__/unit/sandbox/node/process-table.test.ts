import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {processReader} from '../../../../src/sandbox/node/process-table.js';

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('processReader', () => {
  onLinux('tells what a nearly idle process uses, of which the kernel’s ticks of 10 ms show nothing', async () => {
    const script = "setInterval(() => {}, 5); process.stdout.write('on')";
    const child = spawn(process.execPath, ['-e', script], {detached: true, stdio: ['ignore', 'pipe', 'ignore']});
    try {
      await once(child.stdout, 'data');
      const read = processReader(process.platform);
      const use = async (): Promise<number> => (await read(new Set([child.pid!]))).get(child.pid!)!.cpuSeconds;
      const seen = [await use()];
      while (seen.length < 10) {
        await new Promise(resolve => setTimeout(resolve, 50));
        seen.push(await use());
      }
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
      expect(new Set(seen).size).toBe(10);
      expect(seen[0]).toBeLessThan(30);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
