import {findMetric} from './metrics.js';
import type {Objective} from './objective.js';

/** The two lists that a gate or an experiment has. */
export interface ObjectiveLists {
  must: Objective[];
  should: Objective[];
}

/** Something wrong with an objective of a list, as a sentence. */
export interface ObjectiveProblem {
  list: keyof ObjectiveLists;
  index: number;
  message: string;
}

const LISTS = ['must', 'should'] as const;

/** Objectives of one list about the same thing, and a `should` that a `must` makes pointless. `must` are those in force. */
export function objectiveProblems(lists: ObjectiveLists, must: readonly Objective[] = lists.must): ObjectiveProblem[] {
  const repeated = LISTS.flatMap(list =>
    lists[list].flatMap((objective, index) => {
      const earlier = lists[list].slice(0, index).find(other => areAlike(other, objective));
      if (earlier === undefined) return [];
      return [
        {list, index, message: `${objective.text}: the list limits this already by ${earlier.text}; keep one of them`},
      ];
    }),
  );
  const loose = lists.should.flatMap((should, index) => {
    const tighter = must.find(candidate => areAlike(candidate, should) && isLooser(should, candidate));
    if (tighter === undefined) return [];
    return [
      {
        list: 'should' as const,
        index,
        message: `${should.text}: it is looser than the must ${tighter.text}, so it would never warn first; make it tighter, or leave it out`,
      },
    ];
  });
  return [...repeated, ...loose];
}

/** What an experiment is held to at one level: its own objectives, and the gate's on other metrics. */
export function inForce(own: readonly Objective[], ofGate: readonly Objective[]): Objective[] {
  const replaced = new Set(own.map(({metric}) => metric));
  return [...own, ...ofGate.filter(({metric}) => !replaced.has(metric))];
}

/** The same metric in the same phase, against the same reference. */
export function areAlike(a: Objective, b: Objective): boolean {
  return a.metric === b.metric && a.during === b.during && a.versus === b.versus;
}

/** Whether the first of two alike objectives allows more than the second; limits of different kinds can't be compared. */
export function isLooser(a: Objective, b: Objective): boolean {
  if (a.limit.kind !== b.limit.kind) return false;
  const found = findMetric(a.metric);
  const isLowerBetter = typeof found === 'string' || found.metric.better === 'lower';
  const slack = isLowerBetter ? a.limit.value - b.limit.value : b.limit.value - a.limit.value;
  return slack > 0 || (slack === 0 && a.operator.length > b.operator.length);
}
