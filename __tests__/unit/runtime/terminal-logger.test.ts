import {createLogger, type TerminalLoggerOptions} from '../../../src/runtime/terminal-logger.js';
import {fakeClock} from '../../fakes/fake-clock.js';
import {fakeTerminal} from '../../fakes/fake-terminal.js';

const ESCAPE = '\u001b';

describe('createLogger on a terminal', () => {
  it('redraws the current step in one line, with its time and its latest state', async () => {
    const {clock, terminal, logger} = onTerminal();
    logger.step('pod-kill 1 of 3: fault');
    expect(terminal.screen()).toEqual(['⠋ pod-kill 1 of 3: fault  0.0 s']);
    logger.progress('50 req/s, 0.4 % errors');
    await clock.advance(12_300);
    expect(terminal.screen()).toEqual([
      expect.stringMatching(/^\S pod-kill 1 of 3: fault {2}12\.2 s {2}50 req\/s, 0\.4 % errors$/),
    ]);
    logger.close();
  });

  it('leaves each step that ended with a tick and its duration', async () => {
    const {clock, terminal, logger} = onTerminal();
    logger.step('Build');
    await clock.advance(4_000);
    logger.step('Deploy');
    expect(terminal.screen()).toEqual(['✔ Build  4.0 s', '⠋ Deploy  0.0 s']);
    logger.close();
  });

  it('leaves whole lines and no tick for the last step when it is closed, and draws no more', async () => {
    const {clock, terminal, logger} = onTerminal();
    logger.step('Deploy');
    logger.close();
    expect(terminal.screen()).toEqual(['• Deploy  0.0 s', '']);
    const before = terminal.written();
    await clock.advance(1_000);
    logger.close();
    expect(terminal.written()).toBe(before);
  });

  it('can be used after it was closed', () => {
    const {terminal, logger} = onTerminal();
    logger.step('Run');
    logger.close();
    logger.warn('late');
    logger.step('Clean up');
    logger.close();
    expect(terminal.screen()).toEqual(['• Run  0.0 s', '  ! late', '• Clean up  0.0 s', '']);
  });

  it('puts messages above the live line, and marks a step that warned', () => {
    const {terminal, logger} = onTerminal();
    logger.step('Deploy');
    logger.info('namespace gate-1');
    logger.warn('one\ntwo');
    expect(terminal.screen()).toEqual(['    namespace gate-1', '  ! one', '    two', '⠋ Deploy  0.0 s']);
    logger.step('Load');
    expect(terminal.screen().slice(3)).toEqual(['! Deploy  0.0 s', '⠋ Load  0.0 s']);
    logger.close();
  });

  it('cuts the live line to the columns, so that it never wraps', () => {
    const {terminal, logger} = onTerminal({columns: 30});
    logger.step('a very long step of a very long name');
    expect(terminal.screen()).toEqual(['⠋ a very long step of a very…']);
    logger.close();
  });

  it('follows the terminal when its size changes', async () => {
    const {clock, terminal, logger} = onTerminal({columns: 80});
    logger.step('a very long step of a very long name');
    terminal.columns = 25;
    await clock.advance(300);
    expect(terminal.screen()[0]!.length).toBe(24);
    logger.close();
  });

  it('never hides the cursor, and lets no text move it', () => {
    const {terminal, logger} = onTerminal();
    logger.step(`a${ESCAPE}[2Jb\rc\nd`);
    logger.progress(`${ESCAPE}]0;title\u0007x`);
    logger.info(`${ESCAPE}[?25lhidden`);
    logger.close();
    expect(terminal.written().replaceAll(`\r${ESCAPE}[2K`, '')).not.toMatch(/(?!\n)\p{Cc}/u);
  });

  it('colours what it says, unless told not to', () => {
    const inColor = onTerminal({env: {}});
    inColor.logger.step('a');
    inColor.logger.step('b');
    inColor.logger.close();
    expect(inColor.terminal.written()).toContain(`${ESCAPE}[32m✔${ESCAPE}[39m a`);
    const plain = onTerminal({env: {}, color: 'never'});
    plain.logger.step('a');
    plain.logger.step('b');
    plain.logger.close();
    expect(plain.terminal.written()).toContain('✔ a');
  });
});

describe('createLogger where nothing can be redrawn', () => {
  it('writes a line for each thing that is said, after the seconds since the start', async () => {
    const {clock, terminal, logger} = onPipe();
    logger.step('Build');
    await clock.advance(12_345);
    logger.info('3 images');
    logger.warn('slow');
    logger.close();
    expect(terminal.written()).toBe('[   0.0 s] Build …\n[  12.3 s] 3 images\n[  12.3 s] warning: slow\n');
  });

  it('shows progress every 10 s at most', async () => {
    const {clock, terminal, logger} = onPipe();
    logger.step('Load');
    for (let second = 1; second <= 25; second++) {
      await clock.advance(1_000);
      logger.progress(`state ${second}`);
    }
    expect(terminal.written()).toBe('[   0.0 s] Load …\n[  10.0 s]   state 10\n[  20.0 s]   state 20\n');
  });

  it.each<[string, Partial<TerminalLoggerOptions> & {columns?: number}]>([
    ['GitHub Actions', {columns: 80, env: {GITHUB_ACTIONS: 'true'}}],
    ['any CI', {columns: 80, env: {CI: 'true'}}],
    ['a dumb terminal', {columns: 80, env: {TERM: 'dumb'}}],
    ['a terminal of 0 columns', {columns: 0, env: {NO_COLOR: '1'}}],
    ['a pipe', {}],
  ])('writes no escape codes under %s', async (_, options) => {
    const {clock, terminal, logger} = setUp(options);
    logger.step('Build');
    logger.progress('x');
    logger.warn('y');
    await clock.advance(1_000);
    logger.close();
    expect(terminal.written()).not.toContain(ESCAPE);
    expect(terminal.written()).toMatch(/\n$/);
  });

  it('starts every line with something of its own, so that none is a command to the runner', () => {
    const {terminal, logger} = onPipe();
    logger.warn('output:\n::stop-commands::x\n  ::add-mask::y\n##[error]z');
    const lines = terminal.written().trimEnd().split('\n');
    expect(lines).toHaveLength(4);
    expect(lines.filter(line => /^\s*::|##\[/.test(line))).toEqual([]);
  });
});

describe('createLogger', () => {
  it('says only warnings when it is quiet', () => {
    const {terminal, logger} = onTerminal({quiet: true, debug: true});
    logger.step('Build');
    logger.info('a');
    logger.debug('b');
    logger.progress('c');
    logger.warn('d');
    logger.close();
    expect(terminal.written()).toBe('[   0.0 s] warning: d\n');
  });

  it('says what helps to find a defect only when asked', () => {
    const silent = onPipe();
    silent.logger.debug('a');
    expect(silent.terminal.written()).toBe('');
    const talking = onPipe({debug: true});
    talking.logger.debug('a');
    expect(talking.terminal.written()).toBe('[   0.0 s] debug: a\n');
  });

  it('survives that nobody reads any more', () => {
    const {terminal, logger} = onPipe();
    logger.step('Build');
    expect(() => terminal.breakPipe()).not.toThrow();
    logger.info('still here');
    expect(terminal.written()).toContain('still here');
  });
});

type Options = Partial<TerminalLoggerOptions> & {columns?: number};

function setUp({columns, ...options}: Options) {
  const clock = fakeClock();
  const terminal = fakeTerminal(columns === undefined ? {} : {columns});
  return {clock, terminal, logger: createLogger({stream: terminal, clock, env: {NO_COLOR: '1'}, ...options})};
}

function onTerminal(options: Options = {}) {
  return setUp({columns: 80, ...options});
}

function onPipe(options: Options = {}) {
  return setUp(options);
}
