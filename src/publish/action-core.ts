/** What the gate asks of the runner: a part of @actions/core, so that tests need no runner. */
export interface ActionCore {
  getInput(name: string): string;
  setOutput(name: string, value: string): void;
  setFailed(message: string): void;
  warning(message: string): void;
  /** An annotation: of the job, or of a line of a file in the repository. */
  error(message: string, where?: {title?: string; file?: string; startLine?: number; startColumn?: number}): void;
  summary: {addRaw(text: string): {write(): Promise<unknown>}};
}
