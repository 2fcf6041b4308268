import {CannotStart, startSupervised} from '../../../../src/sandbox/node/supervised-process.js';

const env = {PATH: '/usr/bin:/bin'};

describe('a supervised process', () => {
  const run = async (script: string): Promise<{output: string; end: object; pid: number}> => {
    let output = '';
    const argv = ['/bin/sh', '-c', script];
    const child = startSupervised({argv, cwd: '/', env, output: chunk => (output += chunk)});
    return {end: await child.ended, pid: child.pid, output};
  };

  it('has the environment that it was given, and nothing else of ours', async () => {
    process.env.SANDBOX_TEST_SECRET = 'ours';
    const {output} = await run('env; sleep 0.1');
    delete process.env.SANDBOX_TEST_SECRET;
    expect(output).toContain('PATH=/usr/bin:/bin');
    expect(output).not.toContain('SANDBOX_TEST_SECRET');
  });

  it('ends with its code, or by its signal', async () => {
    expect((await run('exit 4')).end).toEqual({code: 4, signal: null});
    expect((await run('kill -9 $$')).end).toEqual({code: null, signal: 'SIGKILL'});
  });

  it('takes with it what it has started', async () => {
    const {pid} = await run('sleep 300 & sleep 300 & exit 0');
    await expectGone(pid);
  });

  it('can be ended with its group', async () => {
    const child = startSupervised({argv: ['sh', '-c', 'sleep 300 & sleep 300'], cwd: '/', env, output: () => {}});
    child.kill();
    expect(await child.ended).toEqual({code: null, signal: 'SIGKILL'});
    await expectGone(child.pid);
  });

  it('is not started where there is no such program', () => {
    const start = (program: string) => () => startSupervised({argv: [program], cwd: '/', env, output: () => {}});
    expect(start('no-such-program')).toThrow(CannotStart);
    expect(start('/etc')).toThrow('exec: "/etc": no such file or directory');
  });
});

/** Nobody is in the group any more; who was killed may take a moment to be reaped. */
async function expectGone(group: number): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    try {
      process.kill(-group, 0);
    } catch (error) {
      expect(error).toMatchObject({code: 'ESRCH'});
      return;
    }
    await new Promise(done => setTimeout(done, 20));
  }
  throw new Error(`the group ${group} is still there`);
}
