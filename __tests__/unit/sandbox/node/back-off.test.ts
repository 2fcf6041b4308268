import {createBackOff} from '../../../../src/sandbox/node/back-off.js';
import {createLogBuffer} from '../../../../src/sandbox/node/log-buffer.js';

describe('the back-off of a container', () => {
  it('begins with none, doubles from 10 s and ends at 5 minutes', () => {
    const backOff = createBackOff();
    const waits = Array.from({length: 8}, () => backOff.next(1_000) / 1000);
    expect(waits).toEqual([0, 10, 20, 40, 80, 160, 300, 300]);
  });

  it('is forgotten after 10 minutes of running', () => {
    const backOff = createBackOff();
    for (let crash = 0; crash < 4; crash++) backOff.next(1_000);
    expect([backOff.next(600_001), backOff.next(1_000)]).toEqual([0, 10_000]);
  });
});

describe('the log of a container', () => {
  it('keeps its end, from the beginning of a line', () => {
    const log = createLogBuffer(20);
    for (let line = 0; line < 100; line++) log.append(`line ${line}\n`);
    expect(log.text()).toMatch(/^line \d+\n[\s\S]*line 99\n$/);
    expect(log.text().length).toBeLessThanOrEqual(40);
  });

  it('gives its last lines', () => {
    const log = createLogBuffer();
    log.append('one\ntwo\nthr');
    log.append('ee\n');
    expect([log.text(2), log.text(9), log.text(0)]).toEqual(['two\nthree\n', 'one\ntwo\nthree\n', '']);
  });
});
