import {RESERVED_METRIC} from './cost-metrics.js';
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
  return [
    ...objectiveBreaches(spec),
    ...idleBreaches(spec),
    ...reservedBreaches(spec),
    ...currencyBreaches(spec),
    ...timeBreaches(spec),
  ];
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
function idleBreaches(spec: ParsedSpec): Breach[] {
  if (spec.phases.idle !== undefined) return [];
  return listsOf(spec).flatMap(([path, objectives]) =>
    objectives.flatMap(({text, during, versus}, index) => {
      if (during !== 'idle' && versus !== 'idle') return [];
      return [{path: [...path, index], message: `${text}: no idle phase is taken; add phases: {idle: 20s}`}];
    }),
  );
}

/** What the manifests reserve is no matter of an experiment, and there must be manifests. */
function reservedBreaches(spec: ParsedSpec): Breach[] {
  const {victim} = spec;
  const hasManifests = [victim.manifests, victim.kustomize, victim.helm].some(source => source !== undefined);
  return listsOf(spec).flatMap(([path, objectives]) =>
    objectives.flatMap(({metric, text}, index) => {
      if (metric !== RESERVED_METRIC) return [];
      const at = [...path, index];
      if (path[0] !== 'gate') return [{path: at, message: `${text}: it belongs to the whole run; write it under gate`}];
      return hasManifests
        ? []
        : [{path: at, message: `${text}: victim names no manifests, so nothing is known of them`}];
    }),
  );
}

/** Nothing is converted: a limit in another currency than the prices is a slip. */
function currencyBreaches(spec: ParsedSpec): Breach[] {
  const {currency} = spec.cost;
  if (currency === undefined) return [];
  return listsOf(spec).flatMap(([path, objectives]) =>
    objectives.flatMap(({metric, text}, index) => {
      const written = /[<>]=?\s*[-+−]?(\p{Sc}|[A-Z]{3})\d/u.exec(text)?.[1];
      if (!metric.startsWith('cost.') || written === undefined || written === currency) return [];
      return [{path: [...path, index], message: `${text}: the prices are in ${currency}; nothing is converted`}];
    }),
  );
}

/** Every list of objectives, with its path in the spec. */
function listsOf({gate, experiments}: ParsedSpec): [Path, readonly Objective[]][] {
  return (['must', 'should'] as const).flatMap(list => [
    [['gate', list], gate[list]] as [Path, readonly Objective[]],
    ...experiments.map((experiment, number): [Path, readonly Objective[]] => [
      ['experiments', number, list],
      experiment[list],
    ]),
  ]);
}

function timeBreaches(spec: ParsedSpec): Breach[] {
  if (spec.experiments.length === 0) return [];
  const {least} = totalOf(stepsOf(spec));
  if (spec.timeout > least) return [];
  const text = `is ${formatDuration(spec.timeout)}, and the phases alone take ${formatDuration(least)} at least`;
  return [{path: ['timeout'], message: `${text}: raise it, or shorten phases, \`for\` or \`repeat\``}];
}
