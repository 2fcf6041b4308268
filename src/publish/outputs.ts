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
  const change = reservedChange(result);
  core.setOutput('cost-reserved-change', change === undefined ? '' : String(change.cents / 100));
  core.setOutput('cost-reserved-change-percent', change?.percent === undefined ? '' : asText(change.percent));
}

/** The largest value over the experiments, a bound of `>` as its value. */
function worst({findings}: Result, metric: string): string {
  const values = findings.flatMap(finding =>
    finding.metric === metric && finding.phase === 'impact' && finding.value !== null ? [finding.value] : [],
  );
  return values.length === 0 ? '' : asText(Math.max(...values));
}

/** What the change adds to a month, whole cents; of a base that reserves nothing there is no percentage. Undefined where one side is not known. */
function reservedChange({reserved}: Result): {cents: number; percent: number | undefined} | undefined {
  if (reserved === null || reserved.before === null || reserved.unknown.length > 0) return undefined;
  const before = Math.round(100 * reserved.before.monthly);
  const cents = Math.round(100 * reserved.after.monthly) - before;
  return {cents, percent: before === 0 ? undefined : (100 * cents) / before};
}

function asText(value: number): string {
  return String(Number(value.toPrecision(6)));
}
