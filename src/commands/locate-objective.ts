import type {LocateObjective} from '../publish/annotations.js';
import type {LoadedSpec} from '../spec/load-spec.js';
import type {Objective} from '../spec/objective.js';

/** Finds an objective's place in the spec by the experiment that it was judged in: among its own first, then the gate's. */
export function locateObjective({spec, positionOf}: Pick<LoadedSpec, 'spec' | 'positionOf'>): LocateObjective {
  return (name, text) => {
    const index = spec.experiments.findIndex(experiment => experiment.name === name);
    const own = spec.experiments[index];
    const lists: [(string | number)[], readonly Objective[]][] = [
      ...(own === undefined
        ? []
        : ([
            [['experiments', index, 'must'], own.must],
            [['experiments', index, 'should'], own.should],
          ] as [(string | number)[], readonly Objective[]][])),
      [['gate', 'must'], spec.gate.must],
      [['gate', 'should'], spec.gate.should],
    ];
    for (const [path, objectives] of lists) {
      const at = objectives.findIndex(objective => objective.text === text);
      if (at >= 0) return positionOf([...path, at]);
    }
    return undefined;
  };
}
