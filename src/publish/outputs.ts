import type {Result} from '../report/result-schema.js';
import type {ActionCore} from './action-core.js';

/** Sets the outputs of action.yml. What was not measured is empty. */
export function setOutputs(
  core: Pick<ActionCore, 'setOutput'>,
  result: Result,
  files: {result: string; report: string; html: string},
): void {
  core.setOutput('verdict', result.verdict);
  core.setOutput('report', files.report);
  core.setOutput('html', files.html);
  core.setOutput('result', files.result);
  core.setOutput('recovery-seconds', worst(result, 'recovery'));
  core.setOutput('p95-ms', worst(result, 'latency.p95'));
  core.setOutput('cost-multiplier', worst(result, 'cost.multiplier.usage'));
  core.setOutput('cost-excess', worst(result, 'cost.excess.usage'));
}

/** The largest value over the experiments, a bound of `>` as its value. */
function worst({findings}: Result, metric: string): string {
  const values = findings.flatMap(finding =>
    finding.metric === metric && finding.phase === 'impact' && finding.value !== null ? [finding.value] : [],
  );
  return values.length === 0 ? '' : String(Number(Math.max(...values).toPrecision(6)));
}
