// Generated runs: latencies as of a service whose speed wanders from second to second.
const OUTCOMES = [
  'pending',
  'ok',
  'status',
  'refused',
  'reset',
  'timeout',
  'cut',
  'dns',
  'tls',
  'connect',
  'other',
  'unsent',
];
const GAP_S = 5;

/**
 * Baseline and fault phase of `seconds` each, with a gap between them. The logarithm of a latency is ln(median) + level + noise: the noise is
 * normal with `requestSd`, the level is an AR(1) process over seconds, stationary with `levelSd` and the correlation `phi` between neighbours.
 * In the phase all latencies are `factor` times as long.
 */
export function generatedRun({rate, seconds, median, requestSd, levelSd, phi, factor}, random) {
  const normal = normals(random);
  const total = 2 * seconds + GAP_S;
  const count = rate * total;
  const latency = new Float64Array(count);
  let level = levelSd * normal();
  for (let second = 0; second < total; second++) {
    if (second > 0) level = phi * level + levelSd * Math.sqrt(1 - phi ** 2) * normal();
    const scale = median * Math.exp(level) * (second >= seconds + GAP_S ? factor : 1);
    for (let index = second * rate; index < (second + 1) * rate; index++) {
      latency[index] = scale * Math.exp(requestSd * normal());
    }
  }
  const startAt = 1_000_000;
  return {
    samples: {
      rate,
      startAt,
      count,
      settled: count,
      outcomes: OUTCOMES,
      outcome: new Uint8Array(count).fill(1),
      latency,
      lateness: new Float32Array(count),
      status: new Uint16Array(count).fill(200),
      request: new Uint8Array(count),
      attempts: new Uint8Array(count).fill(1),
      arrived: new Uint8Array(count).fill(1),
      requests: ['GET /'],
      timeout: 60_000,
    },
    baseline: {from: startAt, to: startAt + 1000 * seconds},
    fault: {from: startAt + 1000 * (seconds + GAP_S), to: startAt + 1000 * total},
  };
}

/** Normal numbers from uniform ones (Box & Muller, 1958). */
function normals(random) {
  let spare;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
