/** The end of what a container wrote. */
export interface LogBuffer {
  append(chunk: string): void;
  /** The text, or its last lines. */
  text(tailLines?: number): string;
}

/** Characters that are kept of each container's run. */
const KEPT = 256 * 1024;

/** Keeps the last {@link KEPT} characters, from the beginning of a line. */
export function createLogBuffer(kept = KEPT): LogBuffer {
  let text = '';
  return {
    append: chunk => {
      text += chunk;
      if (text.length <= 2 * kept) return;
      const cut = text.slice(-kept);
      text = cut.slice(cut.indexOf('\n') + 1);
    },
    text: tailLines => {
      if (tailLines === undefined) return text;
      const lines = text.replace(/\n$/, '').split('\n');
      return text === '' || tailLines <= 0 ? '' : `${lines.slice(-tailLines).join('\n')}\n`;
    },
  };
}
