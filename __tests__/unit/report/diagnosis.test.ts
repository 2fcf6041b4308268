import {leadingDiagnosis} from '../../../src/report/leading-diagnosis.js';
import {renderMarkdown} from '../../../src/report/markdown.js';
import {renderSummary} from '../../../src/report/summary.js';
import {aDiagnosis} from '../../builders/a-diagnosis.js';
import {anObjective, aResult} from '../../builders/a-result.js';
import {anExperiment, aRepeat} from '../../builders/an-experiment-result.js';

const grave = aDiagnosis({severity: 'high', what: 'it was slow', fix: 'make it fast'});

function recovered(seconds: number, verdict: 'pass' | 'warn' | 'fail' = 'pass') {
  return aResult()
    .with({verdict, reasons: verdict === 'pass' ? [] : ['pod-kill: recovery took too long']})
    .withExperiment(anExperiment({repeats: [aRepeat({pod: seconds, service: 1})]}))
    .withObjective(anObjective({verdict, metric: 'recovery'}));
}

describe('the diagnosis in reports', () => {
  it('has a section before the recovery, with what to change', () => {
    const text = renderMarkdown(
      recovered(9)
        .with({diagnoses: [grave]})
        .build(),
    );
    expect(text).toContain(
      '### Diagnosis\n\n- 🔴 **image-pull** (high; Deployment/checkout in pod-kill): It was slow. **Change:** Make it fast.',
    );
    expect(text.indexOf('### Diagnosis')).toBeLessThan(text.indexOf('### Recovery'));
  });

  it('leaves the section out where there is nothing to say', () => {
    expect(renderMarkdown(recovered(9).build())).not.toContain('Diagnosis');
  });

  it.each(['warn', 'fail'] as const)('leads a %s by a breached recovery', verdict => {
    const result = recovered(3, verdict)
      .with({diagnoses: [grave]})
      .build();
    expect(renderSummary(result)).toContain('t was slow. To change: make it fast.');
    expect(renderMarkdown(result)).toMatch(/\*\*(Note|What to change):\*\* .*t was slow\. To change: make it fast\./);
  });

  it('is told of a pass only where the recovery was slow', () => {
    const leading = (seconds: number) =>
      leadingDiagnosis(
        recovered(seconds)
          .with({diagnoses: [grave]})
          .build(),
      );
    expect(leading(9)).toBeUndefined();
    expect(leading(12)).toBe('it was slow. To change: make it fast');
  });

  it('prefers what is about the breached experiment', () => {
    const other = aDiagnosis({severity: 'high', experiment: 'drain', what: 'another'});
    const result = recovered(3, 'fail')
      .with({diagnoses: [other, grave]})
      .build();
    expect(leadingDiagnosis(result)).toContain('it was slow');
  });

  it('shows what comes from the cluster as text', () => {
    const hostile = aDiagnosis({what: '<img src=x> @team', workload: 'Deployment/`x`'});
    const text = renderMarkdown(
      recovered(9)
        .with({diagnoses: [hostile]})
        .build(),
    );
    expect(text).toContain('&lt;img src=x&gt; @&#8203;team');
  });
});
