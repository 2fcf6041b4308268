import type {Path} from './document.js';
import {formatDuration} from './duration.js';
import type {Objective} from './objective.js';
import {inForce, objectiveProblems} from './objective-rules.js';
import {stepsOf, totalOf} from './plan-steps.js';
import type {ParsedSpec} from './schema.js';

/** A rule across the parts of a spec that it breaks. */
export interface Breach {
  path: Path;
  message: string;
}

/** Checks what no part of a spec can tell by itself. Paths are those of the written spec. */
export function breachesOf(spec: ParsedSpec): Breach[] {
  return [...objectiveBreaches(spec), ...idleBreaches(spec), ...timeBreaches(spec)];
}

/** What an experiment adds is held against the musts that are in force in it, its own and the gate's. */
function objectiveBreaches({gate, experiments}: ParsedSpec): Breach[] {
  return experiments.flatMap((experiment, number) =>
    objectiveProblems(experiment, inForce(experiment.must, gate.must)).map(({list, index, message}) => ({
      path: ['experiments', number, list, index],
      message,
    })),
  );
}

/** Nothing can be asked of a phase that is not taken. */
function idleBreaches({gate, experiments, phases}: ParsedSpec): Breach[] {
  if (phases.idle !== undefined) return [];
  const lists: [Path, readonly Objective[]][] = (['must', 'should'] as const).flatMap(list => [
    [['gate', list], gate[list]] as [Path, readonly Objective[]],
    ...experiments.map((experiment, number): [Path, readonly Objective[]] => [
      ['experiments', number, list],
      experiment[list],
    ]),
  ]);
  return lists.flatMap(([path, objectives]) =>
    objectives.flatMap(({text, during, versus}, index) => {
      if (during !== 'idle' && versus !== 'idle') return [];
      return [{path: [...path, index], message: `${text}: no idle phase is taken; add phases: {idle: 20s}`}];
    }),
  );
}

function timeBreaches(spec: ParsedSpec): Breach[] {
  const {least} = totalOf(stepsOf(spec));
  if (spec.timeout > least) return [];
  const text = `is ${formatDuration(spec.timeout)}, and the phases alone take ${formatDuration(least)} at least`;
  return [{path: ['timeout'], message: `${text}: raise it, or shorten phases, \`for\` or \`repeat\``}];
}
