import type {PodLife} from '../../measure/pod-life.js';

/** Why there is one pod more than in the baseline: an autoscaler asked for it, or it leaves while its replacement is there. */
export interface PodRole {
  uid: string;
  role: 'added' | 'replaced';
  /** Monotonic ms; `to` is undefined to the pod's end. */
  from: number;
  to: number | undefined;
}

/** Finds the pods beyond those that each workload had at `baselineEnd` (monotonic ms). Pods of no known workload have no role. */
export function podRoles(lives: readonly PodLife[], baselineEnd: number): PodRole[] {
  const workloads = new Set(lives.flatMap(({workload}) => workload ?? []));
  return [...workloads].flatMap(workload =>
    rolesIn(
      lives.filter(life => life.workload === workload),
      baselineEnd,
    ),
  );
}

interface Crew {
  /** How many the workload had in the baseline. */
  size: number;
  /** Pods that hold one of these places. */
  usual: Set<PodLife>;
  /** Pods beyond them, with their roles, the oldest first. */
  added: Map<PodLife, PodRole>;
  roles: PodRole[];
}

function rolesIn(lives: readonly PodLife[], baselineEnd: number): PodRole[] {
  const usual = new Set(lives.filter(life => life.createdAt < baselineEnd && !hasLeft(life, baselineEnd)));
  const crew: Crew = {size: usual.size, usual, added: new Map(), roles: []};
  const changes = lives
    .flatMap(life => [
      {at: life.createdAt, life, apply: create},
      ...(life.leavingAt === undefined ? [] : [{at: life.leavingAt, life, apply: leave}]),
    ])
    .filter(({at}) => at >= baselineEnd)
    .sort((a, b) => a.at - b.at);
  for (const {life, apply, at} of changes) apply(crew, life, at);
  return crew.roles;
}

function hasLeft({leavingAt}: PodLife, time: number): boolean {
  return leavingAt !== undefined && leavingAt < time;
}

/** A new pod takes a place that is free, or that of a pod of another revision, which leaves sooner or later; else it is one more. */
function create({size, usual, added, roles}: Crew, life: PodLife, at: number): void {
  const older = usual.size < size ? undefined : [...usual].find(({revision}) => revision !== life.revision);
  if (usual.size < size || older !== undefined) {
    usual.add(life);
    if (older === undefined) return;
    usual.delete(older);
    roles.push({uid: older.uid, role: 'replaced', from: at, to: undefined});
    return;
  }
  const role: PodRole = {uid: life.uid, role: 'added', from: at, to: undefined};
  added.set(life, role);
  roles.push(role);
}

/** An added pod is one more to its end. Where another leaves while there are added ones, one of these takes its place: the workload shrinks. */
function leave({usual, added, roles}: Crew, life: PodLife, at: number): void {
  if (added.delete(life) || !usual.delete(life)) return;
  const [successor] = added;
  if (successor === undefined) {
    roles.push({uid: life.uid, role: 'replaced', from: at, to: undefined});
    return;
  }
  const [heir, role] = successor;
  added.delete(heir);
  usual.add(heir);
  role.to = at;
  roles.push({uid: life.uid, role: 'added', from: at, to: undefined});
}
