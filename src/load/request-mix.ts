/**
 * The order of a weighted mix: each call gives the index of the next request. Smooth weighted round robin (as nginx does it): the same
 * for the same weights, and so even that a short phase sees the mix in its right shares too.
 */
export function requestMix(weights: readonly number[]): () => number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const credit = weights.map(() => 0);
  return () => {
    let chosen = 0;
    for (let i = 0; i < weights.length; i++) {
      credit[i]! += weights[i]!;
      if (credit[i]! > credit[chosen]!) chosen = i;
    }
    credit[chosen]! -= total;
    return chosen;
  };
}
