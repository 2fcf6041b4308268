import type {Result} from '../report/result-schema.js';
import type {ActionCore} from './action-core.js';

/** Where an objective stands in the spec, counted from 1; undefined where it isn't known. */
export type LocateObjective = (experiment: string, text: string) => {line: number; column: number} | undefined;

/** Marks each breached or unjudged `must` at its line of the spec. */
export function annotateSpec(
  core: Pick<ActionCore, 'error'>,
  result: Result,
  file: string,
  locate: LocateObjective,
): void {
  for (const {level, verdict, experiment, text, reason} of result.objectives) {
    if (level !== 'must' || (verdict !== 'fail' && verdict !== 'inconclusive')) continue;
    const position = locate(experiment, text);
    core.error(reason, {
      title: experiment === '' ? text : `${experiment}: ${text}`,
      file,
      ...(position === undefined ? {} : {startLine: position.line, startColumn: position.column}),
    });
  }
}
