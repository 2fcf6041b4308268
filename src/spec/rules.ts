import type {Path} from './document.js';
import {formatDuration} from './duration.js';
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
  return [...objectiveBreaches(spec), ...timeBreaches(spec)];
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

function timeBreaches(spec: ParsedSpec): Breach[] {
  const {least} = totalOf(stepsOf(spec));
  if (spec.timeout > least) return [];
  const text = `is ${formatDuration(spec.timeout)}, and the phases alone take ${formatDuration(least)} at least`;
  return [{path: ['timeout'], message: `${text}: raise it, or shorten phases, \`for\` or \`repeat\``}];
}
