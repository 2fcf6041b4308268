import {renderSummary} from '../../../src/report/summary.js';
import {failingInThreeRepeats} from '../../builders/a-failing-result.js';
import {anObjective, aResult} from '../../builders/a-result.js';
import {anExperiment} from '../../builders/an-experiment-result.js';
import {passing} from '../../builders/result-scenarios.js';

describe('renderSummary', () => {
  it('colours the verdicts with the palette, and keeps the columns aligned', () => {
    const painted = renderSummary(passing(), {palette: (style, text) => `<${style}>${text}</${style}>`});
    expect(painted).toContain('<good>PASS</good>  <strong>checkout: both objectives');
    expect(painted).toContain('<good>pass</good>');
    expect(painted.replace(/<\/?\w+>/g, '')).toBe(renderSummary(passing()));
  });

  it('names each file that was written', () => {
    const text = renderSummary(passing(), {files: {report: 'out/report.md', junit: 'out/junit.xml'}});
    expect(text).toContain('Files\n  report  out/report.md\n  junit   out/junit.xml\n');
  });

  it('shows each repeat’s recovery, those that never came too', () => {
    expect(renderSummary(failingInThreeRepeats())).toContain(
      'pod-kill: 9 s, 13 s, > 60 s; fastest 9 s, average 11 s (of the 2 that recovered), slowest > 60 s',
    );
  });

  it('shows a reason in full that was cut in the first line', () => {
    const reason = `the change is wrong ${'x'.repeat(400)} at the end`;
    expect(
      renderSummary(
        aResult()
          .with({verdict: 'fail', reasons: [reason]})
          .build(),
      ),
    ).toContain(`\n  | ${reason}\n`);
  });

  it('says once what made the recovery long, at the top where that is the reason of a failure', () => {
    const text = renderSummary(passing());
    expect(text.match(/longest part/gi)).toHaveLength(1);
    const failed = renderSummary(failingInThreeRepeats());
    expect(failed.match(/the traffic was not/g)).toHaveLength(1);
    expect(failed.indexOf('the traffic was not')).toBeLessThan(failed.indexOf('Experiment'));
  });

  it('passes no command on to the terminal, nor to the log of a workflow', () => {
    const hostile = 'a\u001b[2J\n::error::b\r##[add-mask]c';
    const text = renderSummary(
      aResult()
        .with({name: hostile, verdict: 'fail', reasons: [hostile, hostile], notices: [hostile]})
        .withExperiment(anExperiment({name: hostile}))
        .withObjective(anObjective({experiment: hostile, metric: hostile}))
        .build(),
      {files: {report: hostile}},
    );
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(text).not.toMatch(/##\[|^\s*::/m);
  });
});
