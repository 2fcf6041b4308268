import type {Result} from './result-schema.js';
import type {DiagnosisResult} from './schema/diagnosis.js';

/** From so many seconds on a recovery is slow whatever its objectives say. */
const SLOW_SECONDS = 10;

/** The gravest diagnosis where a recovery breached an objective, or was slow without one, as a line of text from outside. */
export function leadingDiagnosis(result: Result): string | undefined {
  const isBreached = (experiment: string): boolean =>
    result.objectives.some(
      objective =>
        objective.experiment === experiment &&
        objective.metric.startsWith('recovery') &&
        (objective.verdict === 'fail' || objective.verdict === 'warn'),
    );
  const breached = result.diagnoses.find(diagnosis => isBreached(diagnosis.experiment));
  const leading = breached ?? result.diagnoses.find(diagnosis => isSlow(diagnosis, result));
  return leading === undefined ? undefined : `${leading.what}. To change: ${leading.fix}`;
}

function isSlow({experiment, severity}: DiagnosisResult, {experiments}: Result): boolean {
  const repeats = experiments.find(({name}) => name === experiment)?.repeats ?? [];
  return severity !== 'low' && repeats.some(({recovery}) => (recovery.total.value ?? 0) >= SLOW_SECONDS);
}
