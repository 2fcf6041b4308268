/**
 * The order of a weighted mix: each call gives the index of the next request. Smooth weighted round robin (as nginx does it): the same
 * for the same weights, and after n calls request i came n × wᵢ / Σw times, give or take one, so that no phase sees another mix.
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
