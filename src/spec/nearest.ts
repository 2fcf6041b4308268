/** The candidate that someone who wrote `word` most likely meant, or undefined when none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = plain(word);
  if (wanted === '') return undefined;
  const ranked = candidates
    .map(candidate => ({candidate, distance: distanceTo(wanted, plain(candidate))}))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(1, Math.floor(wanted.length / 3)) ? best.candidate : undefined;
}

/** ` (did you mean X?)`, or nothing when no candidate is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const found = nearest(word, candidates);
  return found === undefined ? '' : ` (did you mean ${found}?)`;
}

/** `pod-kill`, `pod_kill` and `PodKill` are all podKill. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[-_\s]/g, '');
}

/** Swaps of neighbours count as one edit. */
function distanceTo(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({length: b.length + 1}, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const change = a[row - 1] === b[column - 1] ? 0 : 1;
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const edits = [last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + change];
      current.push(Math.min(...edits, ...(isSwap ? [beforeLast[column - 2]! + 1] : [])));
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}
