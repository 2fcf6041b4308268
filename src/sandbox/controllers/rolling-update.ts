import type {DeploymentStrategy} from 'kubernetes-types/apps/v1.js';

/** A ReplicaSet's pods: wanted, and available. */
export interface SetSize {
  uid: string;
  replicas: number;
  available: number;
}

export interface RollOut {
  wanted: number;
  strategy: DeploymentStrategy;
  fresh: SetSize;
  /** Oldest first. */
  old: readonly SetSize[];
  /** Whether pods of old ReplicaSets are there still, those that are being deleted included. */
  podsLeft: boolean;
}

/** The next sizes of the ReplicaSets, those that stay left out. */
export function stepOf(rollOut: RollOut): {uid: string; to: number}[] {
  const {wanted, strategy, fresh, old, podsLeft} = rollOut;
  if (strategy.type !== 'Recreate') return rollingStep(rollOut);
  const down = old.filter(({replicas}) => replicas > 0).map(({uid}) => ({uid, to: 0}));
  return down.length > 0 || podsLeft ? down : changes([fresh], () => wanted);
}

/** As many at once as maxSurge allows above the wanted count, and never fewer available than maxUnavailable allows. */
function rollingStep({wanted, strategy, fresh, old}: RollOut): {uid: string; to: number}[] {
  const {surge, unavailable} = limitsOf(strategy, wanted);
  const total = [fresh, ...old].reduce((sum, {replicas}) => sum + replicas, 0);
  const room = wanted + surge - total;
  const freshTo = fresh.replicas > wanted ? wanted : Math.max(fresh.replicas, Math.min(wanted, fresh.replicas + room));
  const up = changes([fresh], () => freshTo);
  if (up.length > 0) return up;

  const least = wanted - unavailable;
  const freshUnavailable = fresh.replicas - fresh.available;
  let removable = total - least - freshUnavailable;
  const sizes = new Map(old.map(({uid, replicas}) => [uid, replicas]));
  // Those that don't work anyway go first: they take nothing away.
  for (const {uid, replicas, available} of old) {
    const broken = Math.min(Math.max(0, replicas - available), Math.max(0, removable));
    sizes.set(uid, replicas - broken);
    removable -= broken;
  }
  const allAvailable = [fresh, ...old].reduce((sum, {available}) => sum + available, 0);
  let spare = Math.min(allAvailable - least, removable);
  for (const {uid} of old) {
    const size = sizes.get(uid) ?? 0;
    const fewer = Math.min(size, Math.max(0, spare));
    sizes.set(uid, size - fewer);
    spare -= fewer;
  }
  return changes(old, ({uid}) => sizes.get(uid) ?? 0);
}

function limitsOf({rollingUpdate = {}}: DeploymentStrategy, wanted: number): {surge: number; unavailable: number} {
  const surge = share(rollingUpdate.maxSurge ?? '25%', wanted, Math.ceil);
  const unavailable = share(rollingUpdate.maxUnavailable ?? '25%', wanted, Math.floor);
  // Both 0 would never end.
  return {surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable};
}

function share(value: number | string, of: number, round: (value: number) => number): number {
  return typeof value === 'number' ? value : round((Number.parseFloat(value) / 100) * of);
}

function changes(sets: readonly SetSize[], to: (set: SetSize) => number): {uid: string; to: number}[] {
  return sets.filter(set => to(set) !== set.replicas).map(set => ({uid: set.uid, to: to(set)}));
}
