import {abortOnSignals, isInterrupted} from '../../../src/runtime/signals.js';

describe('abortOnSignals', () => {
  it('aborts at the first signal with the exit code that shells expect, and warns at the second', () => {
    const said: string[] = [];
    const controller = new AbortController();
    const letGo = abortOnSignals(controller, message => said.push(message));
    try {
      process.emit('SIGTERM');
      expect(isInterrupted(controller.signal.reason)).toBe(true);
      expect(controller.signal.reason).toMatchObject({message: 'interrupted by SIGTERM', exitCode: 143});
      process.emit('SIGINT');
      expect(said).toEqual([expect.stringContaining('Still removing')]);
    } finally {
      letGo();
    }
    expect(process.listenerCount('SIGTERM')).toBe(0);
  });
});
