import {renderMarkdown} from '../../../src/report/markdown.js';
import {failingInThreeRepeats} from '../../builders/a-failing-result.js';
import {aFinding, anObjective, aPhase, aResult} from '../../builders/a-result.js';
import {anExperiment, aRepeat, span} from '../../builders/an-experiment-result.js';
import {passing, RESULT_SCENARIOS} from '../../builders/result-scenarios.js';

const HOSTILE = '<script>|@octocat `x`\n# ![a](http://evil.example) \u001b[31m';

describe('renderMarkdown', () => {
  it('starts with the verdict and the reason that matters', () => {
    expect(firstLine(renderMarkdown(failingInThreeRepeats()))).toMatch(
      /^## ❌ Fail: pod-kill: the service had not recovered 60 s after the fault/,
    );
  });

  it('says in the first line what was shown when nothing was wrong', () => {
    expect(firstLine(renderMarkdown(passing()))).toBe(
      '## ✅ Pass: both objectives were met in 1 experiment; the slowest recovery took 11.6 s',
    );
  });

  it('puts the line that tells of the error into the first line when the reason is a program’s output', () => {
    const markdown = renderMarkdown(RESULT_SCENARIOS['error-before-measuring']!());
    expect(firstLine(markdown)).toContain('failed to solve');
    expect(markdown).toContain('\n```\n`docker build');
  });

  it('shows a reason that is too long for the first line in full below it', () => {
    const reason = `the change is wrong ${'x'.repeat(400)} at the end`;
    const markdown = renderMarkdown(
      aResult()
        .with({verdict: 'fail', reasons: [reason]})
        .build(),
    );
    expect(firstLine(markdown).length).toBeLessThan(270);
    expect(markdown).toContain(`\n\`\`\`\n${reason}\n\`\`\`\n`);
  });

  it('shows the baseline of the same run beside each value, the experiment’s own first', () => {
    const result = aResult()
      .withExperiment(anExperiment())
      .withPhase(aPhase({p95: 7}))
      .withFinding(
        aFinding({metric: 'cost.hourly.usage', phase: 'baseline', experiment: '', value: 0.001, unit: '$/h'}),
      )
      .withObjective(
        anObjective({
          metric: 'latency.p95',
          observed: {value: 14, bound: '=', unit: 'ms'},
          limit: {operator: '<=', kind: 'absolute', value: 500},
        }),
      )
      .withObjective(
        anObjective({
          metric: 'cost.hourly.usage',
          observed: {value: 0.012, bound: '=', unit: '$/h'},
          limit: {operator: '<=', kind: 'absolute', value: 1},
        }),
      )
      .build();
    const markdown = renderMarkdown(result);
    expect(markdown).toContain('| pod-kill | latency.p95 | 7 ms | 14 ms | +100 % | ≤ 500 ms | ✅ pass |');
    expect(markdown).toContain(
      '| pod-kill | cost.hourly.usage | &#36;0.001/h | &#36;0.012/h | ×12 | ≤ &#36;1/h | ✅ pass |',
    );
  });

  it('names the phase of an objective that looks at one', () => {
    const markdown = renderMarkdown(
      aResult()
        .withObjective(anObjective({metric: 'errors', phase: 'fault'}))
        .build(),
    );
    expect(markdown).toContain('| errors during fault |');
  });

  it('says how many recovered where the average leaves some out', () => {
    const never = {...aRepeat({repeat: 2}), recovery: {service: span(60, '>'), pod: span(9), total: span(60, '>')}};
    const markdown = renderMarkdown(
      aResult()
        .withExperiment(anExperiment({repeats: [aRepeat(), never]}))
        .build(),
    );
    expect(markdown).toContain(
      '| recovery | 11.6 s | 11.6 s (of the 1 that recovered) | &gt; 60 s | 11.6 s, &gt; 60 s |',
    );
  });

  it('advises on the traffic, not on the pods, when the pods were back long before', () => {
    const late = {...aRepeat(), recovery: {service: span(40), pod: span(9), total: span(40)}};
    const markdown = renderMarkdown(
      aResult()
        .withExperiment(anExperiment({repeats: [late]}))
        .build(),
    );
    expect(markdown).toContain('> The pods were back in service after 9 s, the traffic was not');
    expect(markdown).not.toContain('imagePullPolicy');
  });

  it('shows a percentile that failures reach as beyond the timeout', () => {
    const markdown = renderMarkdown(
      aResult()
        .withPhase(aPhase({errors: 10, p50: 4, p95: null, p99: null}))
        .build(),
    );
    expect(markdown).toContain('| 10 % | 4 ms | &gt; 10 s | &gt; 10 s |');
  });

  it('lets nothing from outside become Markdown or HTML', () => {
    const markdown = renderMarkdown(hostileResult());
    expect(markdown).not.toContain('\u001b');
    expect(withoutCode(markdown)).not.toMatch(/<script|@octocat|http:\/\/|(?<!\\)!\[|(?<!\\)`x/);
    for (const table of withoutCode(markdown)
      .split('\n\n')
      .filter(block => block.startsWith('| '))) {
      const widths = table.split('\n').map(line => line.split(/(?<!\\)\|/).length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  it('keeps verdict, reason and objectives in a comment that is too small for the rest', () => {
    const markdown = renderMarkdown(failingInThreeRepeats(), {limit: 1500});
    expect(markdown.length).toBeLessThanOrEqual(1500);
    expect(markdown).toContain('❌ Fail');
    expect(markdown).toContain('| pod-kill | latency.p95 |');
    expect(markdown).toMatch(/_Left out to keep within 1,500 characters: .*Timeline/);
  });
});

function hostileResult() {
  const repeat = aRepeat();
  return aResult()
    .with({name: HOSTILE, verdict: 'fail', reasons: [HOSTILE, HOSTILE], notices: [HOSTILE]})
    .with({
      cluster: {context: HOSTILE, server: HOSTILE, version: HOSTILE, kind: 'other'},
      load: {route: HOSTILE, via: HOSTILE, rate: 1, timeout: 1},
    })
    .withObjective(anObjective({experiment: HOSTILE, metric: HOSTILE}))
    .withPhase(aPhase({experiment: HOSTILE, byRequest: [{label: HOSTILE, requests: 1, errors: 0, p95: 1}]}))
    .withExperiment(
      anExperiment({
        name: HOSTILE,
        fault: HOSTILE,
        engine: HOSTILE,
        repeats: [
          {
            ...repeat,
            proof: {grade: 'effect', what: HOSTILE},
            targets: [HOSTILE],
            dominant: {part: 'ready', advice: HOSTILE},
            timeline: [{at: 1, what: HOSTILE, pod: HOSTILE, detail: HOSTILE}],
            inconclusive: [HOSTILE],
          },
          {...repeat, recovery: {...repeat.recovery, total: {...span(90), note: HOSTILE}}},
        ],
      }),
    )
    .build();
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? '';
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, '');
}
