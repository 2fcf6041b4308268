/** One series of a range vector: its labels, and its raw samples by Unix time in ms. */
export interface Series {
  labels: Record<string, string>;
  samples: {at: number; value: number}[];
}

/** An HTTP answer as it came. */
export interface Answer {
  status: number;
  /** The `content-type`, and the `location` of a redirect. */
  type: string;
  location?: string | undefined;
  text: string;
}

/**
 * The data of an answer of Prometheus' HTTP API (prometheus.io/docs/prometheus/latest/querying/api). Throws with what is wrong and what to
 * do about it; an answer with warnings, or that says to be partial, is no answer.
 */
export function readAnswer(answer: Answer): {resultType: string; result: unknown} {
  const refusal = refusalOf(answer);
  if (refusal !== undefined) throw new Error(refusal);
  const body = parse(answer);
  if (body.status !== 'success') throw new Error(`it answers ${saidBy(body) ?? 'neither a success nor an error'}`);
  const warnings = Array.isArray(body.warnings) ? body.warnings.map(String) : [];
  if (warnings.length > 0) throw new Error(`its answer is not whole: ${warnings.join('; ')}; see to what it warns of`);
  if (body.isPartial === true)
    throw new Error('its answer is partial: some of its storage did not answer; see to that');
  const {resultType, result} = (body.data ?? {}) as {resultType?: unknown; result?: unknown};
  if (typeof resultType !== 'string') throw new Error('its answer holds no data');
  return {resultType, result};
}

/** The series of a range vector; throws where the answer is another thing, or holds what is no number. */
export function readMatrix(answer: Answer): Series[] {
  const {resultType, result} = readAnswer(answer);
  if (resultType !== 'matrix' || !Array.isArray(result))
    throw new Error(`it answers a ${resultType} where a matrix was asked for: is there a proxy that changes queries?`);
  return result.map(readSeries);
}

interface Body {
  status?: unknown;
  errorType?: unknown;
  error?: unknown;
  warnings?: unknown;
  isPartial?: unknown;
  data?: unknown;
}

function parse({text, type}: Answer): Body {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return body;
  } catch {
    // Said below, by what it calls itself.
  }
  const called = type === '' ? 'no JSON' : `${type.split(';')[0]} and no JSON`;
  throw new Error(
    `it answers ${called}: the address must be that below which /api/v1/query is, with its path prefix, and without a login page before it`,
  );
}

function refusalOf(answer: Answer): string | undefined {
  const {status, location} = answer;
  if (status >= 200 && status < 300) return undefined;
  const words = saidBy(bodyOf(answer.text));
  const said = `it answers HTTP ${status}${words === undefined ? '' : `: ${words}`}`;
  if (status === 401 || status === 403) return `${said}; ${LET_IN}`;
  if (status === 404) return `${said}; is /api/v1/query below another path, or another program at this address?`;
  if (location !== undefined)
    return `${said}, and points to ${location.split('?')[0]}; name that address, or ${LET_IN}`;
  return said;
}

const LET_IN =
  'let the gate in by cost.usage.prometheus.token: {fromEnv: VARIABLE}, or by the rule get of services/proxy';

function bodyOf(text: string): Body {
  try {
    return (JSON.parse(text) ?? {}) as Body;
  } catch {
    return {};
  }
}

/** The words of an error: Prometheus' own, or those of a Status of Kubernetes. */
function saidBy(body: Body): string | undefined {
  const {errorType, error} = body;
  if (typeof error === 'string') return typeof errorType === 'string' ? `${errorType}: ${error}` : error;
  const {message} = body as {message?: unknown};
  return typeof message === 'string' ? message : undefined;
}

function readSeries(series: unknown): Series {
  const {metric, values} = (series ?? {}) as {metric?: Record<string, string>; values?: unknown};
  if (metric === undefined || !Array.isArray(values)) throw new Error('its answer holds a series without samples');
  return {labels: metric, samples: values.map(value => readSample(value, metric))};
}

function readSample(sample: unknown, {__name__: name = 'a series', pod = '?'}: Record<string, string>) {
  const [seconds, text] = Array.isArray(sample) ? sample : [];
  const value = typeof text === 'string' && text !== '' ? Number(text) : Number.NaN;
  if (typeof seconds !== 'number' || !Number.isFinite(value) || value < 0)
    throw new Error(`it tells ${JSON.stringify(sample)} of ${name} of pod ${pod}, which is no amount at a time`);
  return {at: seconds * 1000, value};
}
