// What the witnesses saw, by the definitions of the design and by brute force. Times are Unix ms.

/** Steady: as the spec's defaults say. */
const FOR_MS = 5_000;
const ERRORS = 0.01;
const SLOW = 0.05;
const AHEAD_MS = 500;

/**
 * The seconds from `origin` to the earliest success that begins FOR_MS in which at most 1 % failed and 5 % were slow; undefined for never. The gate breaks
 * things again as soon as it has seen that much, so what is left out is what comes after `until`, the next fault.
 */
export function serviceRecovery(probes, origin, before, until) {
  const healthy = probes.filter(([sent, , ok]) => sent >= before.from && sent < before.to && ok === 1);
  const p95 = quantile(
    healthy.map(([, ms]) => ms),
    0.95,
  );
  const limit = Math.max(p95 * 1.5, p95 + 50);
  const first = probes.findIndex(([sent]) => sent >= origin);
  for (let index = first; index < probes.length; index++) {
    const [sent, , ok] = probes[index];
    if (sent + FOR_MS > until + AHEAD_MS) return undefined;
    if (ok !== 1) continue;
    const window = probes.slice(index, index + 1_200).filter(([at]) => at < Math.min(sent + FOR_MS, until));
    const failed = window.filter(probe => probe[2] !== 1).length;
    const slow = window.filter(probe => probe[2] === 1 && probe[1] > limit).length;
    if (failed <= window.length * ERRORS && failed + slow <= window.length * SLOW) return (sent - origin) / 1000;
  }
  return undefined;
}

/** The seconds from `origin` until as many ready endpoints of living pods as before the fault were there again. */
export function podRecovery(seen, origin) {
  const counts = servingCounts(seen);
  // The EndpointSlice's stream may be ahead of the pods'.
  const expected = counts.findLast(({at}) => at < origin - AHEAD_MS)?.serving;
  if (expected === undefined) return undefined;
  const after = counts.filter(({at}) => at >= origin - AHEAD_MS);
  const lost = after.findIndex(({serving}) => serving < expected);
  if (lost < 0) return 0;
  const back = after.slice(lost).find(({serving}) => serving >= expected);
  return back === undefined ? undefined : (back.at - origin) / 1000;
}

/** How many ready endpoints of living pods there were after each change. */
function servingCounts(seen) {
  const slices = new Map();
  const going = new Set();
  return seen
    .filter(([, kind]) => kind !== 'stress')
    .map(([at, kind, type, object]) => {
      const isGone = type === 'DELETED';
      if (kind === 'slice') slices.set(object.name, isGone ? [] : object.ready);
      else if (isGone || object.isGoing) going.add(object.uid);
      return {at, serving: new Set([...slices.values()].flat().filter(uid => !going.has(uid))).size};
    });
}

/** When the first pod was seen going, or gone, from `since` on; for a stress when its object was gone. */
export function originOf(seen, since, isStress) {
  const found = seen.find(
    ([at, kind, type, object]) =>
      at >= since &&
      (isStress ? kind === 'stress' && type === 'DELETED' : kind === 'pod' && (type === 'DELETED' || object.isGoing)),
  );
  return found?.[0];
}

/** The seconds that the loop tells: from the kill to its first answer with all replicas after one with fewer; undefined where it saw none. */
export function loopRecovery(answers, {from: origin, to}, replicas) {
  const after = answers.filter(([at]) => at >= origin && at < to);
  const lost = after.findIndex(([, ready]) => ready < replicas);
  if (lost < 0) return undefined;
  const back = after.slice(lost).find(([, ready]) => ready >= replicas);
  return back === undefined ? undefined : (back[0] - origin) / 1000;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)];
}
