import type {Clock} from './clock.js';
import type {Logger} from './logger.js';
import type {Palette} from './palette.js';
import {cutToColumns, plainText} from './plain-text.js';

export interface LiveLoggerOptions {
  stream: {write(text: string): unknown; columns?: number | undefined};
  clock: Clock;
  palette: Palette;
}

/** The current step in one line that is redrawn in place, under what was said before. The cursor is never hidden, so nothing can leave it so. */
export function createLiveLogger({stream, clock, palette}: LiveLoggerOptions): Logger {
  let step: Step | undefined;
  let redrawing: AbortController | undefined;

  const draw = (above = ''): void => {
    const line = step === undefined ? '' : cutToColumns(liveLine(step, clock.now()), (stream.columns ?? 80) - 1);
    stream.write(`${ERASE_LINE}${above}${line}`);
  };
  const endStep = (mark: 'next' | 'last'): string => {
    const ended = step === undefined ? '' : endedLine(step, clock.now(), palette, mark);
    step = undefined;
    return ended;
  };
  return {
    step: title => {
      const ended = endStep('next');
      step = {title: oneLine(title), since: clock.now(), state: '', warned: false, failed: false};
      draw(ended);
      redrawing ??= redrawUntilAborted(clock, draw);
    },
    info: message => draw(indented(message)),
    warn: message => {
      if (step !== undefined) step.warned = true;
      draw(indented(message, palette('warning', '! ')));
    },
    debug: message => draw(indented(message, palette('dim', '· '))),
    progress: state => {
      if (step !== undefined) step.state = oneLine(state);
    },
    fail: () => {
      if (step !== undefined) step.failed = true;
    },
    close: () => {
      redrawing?.abort();
      redrawing = undefined;
      if (step !== undefined) draw(endStep('last'));
    },
  };
}

interface Step {
  title: string;
  /** Monotonic ms. */
  since: number;
  state: string;
  warned: boolean;
  failed: boolean;
}

const REDRAW_EVERY_MS = 200;
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const ERASE_LINE = '\r\u001b[2K';

function redrawUntilAborted(clock: Clock, draw: () => void): AbortController {
  const controller = new AbortController();
  const loop = async (): Promise<void> => {
    for (;;) {
      await clock.sleep(REDRAW_EVERY_MS, controller.signal);
      if (controller.signal.aborted) return;
      draw();
    }
  };
  loop().catch(() => {}); // the sleep ends with the abort
  return controller;
}

function liveLine({title, since, state}: Step, now: number): string {
  const frame = FRAMES[Math.floor((now - since) / REDRAW_EVERY_MS) % FRAMES.length];
  return [`${frame} ${title}`, seconds(now - since), ...(state === '' ? [] : [state])].join('  ');
}

/** A step that the run went on from has a tick; how the last one ended is for the verdict to say. */
function endedLine(step: Step, now: number, palette: Palette, mark: 'next' | 'last'): string {
  const {title, since, warned, failed} = step;
  const usual = warned ? palette('warning', '!') : {next: palette('good', '✔'), last: '•'}[mark];
  const symbol = failed ? palette('bad', '✘') : usual;
  return `${symbol} ${title}  ${palette('dim', seconds(now - since))}\n`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function indented(message: string, mark = '  '): string {
  const lines = plainText(message).trimEnd().split('\n');
  return lines.map((line, index) => `  ${index === 0 ? mark : '  '}${line}\n`).join('');
}

function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}
