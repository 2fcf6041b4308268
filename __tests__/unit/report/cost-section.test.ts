import {renderMarkdown} from '../../../src/report/markdown.js';
import {renderSummary} from '../../../src/report/summary.js';
import {aCost, anIncidentCost, someCauses} from '../../builders/a-cost-result.js';
import {anObjective, aResult} from '../../builders/a-result.js';
import {anExperiment} from '../../builders/an-experiment-result.js';

const withCost = (cost: ReturnType<typeof aCost>) => aResult().with({cost}).withExperiment(anExperiment()).build();

describe('the cost in the report', () => {
  it('is a table of the three bases, with the prices and their source', () => {
    const markdown = renderMarkdown(withCost(aCost()));
    expect(markdown).toContain('### Cost\n');
    expect(markdown).toContain('| usage | &#36;0.0004/h | &#36;0.00412/h | &#36;0.00531/h | 13.3× |');
    expect(markdown).toContain('&#36;0.031611 per vCPU-hour and &#36;0.004237 per GiB-hour');
    expect(markdown).toContain('as of 2026-11-21');
    expect(markdown).toContain('stress below the request costs nothing');
    expect(markdown).toContain('(96 % of the usage was measured)');
  });

  it('shows what was below the baseline beside what counts', () => {
    expect(renderMarkdown(withCost(aCost()))).toContain('&#36;0.0000087 (-&#36;0.0000012 not set off)');
  });

  it('has the causes of the excess, the largest in a sentence', () => {
    const markdown = renderMarkdown(withCost(aCost()));
    expect(markdown).toContain('72 % of the excess by usage comes from 1 start of pods');
    expect(markdown).toContain('| usage | start-up | &#36;0.0000063 | 72 % | 1 |\n');
    expect(markdown).toContain('| usage | saved (not set off) | -&#36;0.0000012 | – | – |\n');
    expect(markdown).not.toContain('| usage | retries |');
    expect(markdown).toContain('&#36;0.00434/h of what is reserved is not in use: no excess');
    expect(markdown).toContain('by max there is no split');
  });

  it('has no table of causes where there is no excess', () => {
    const [experiment] = aCost().experiments;
    const nothing = {
      usage: anIncidentCost({excess: null}),
      causes: someCauses({usage: null, request: null, sentences: []}),
    };
    const markdown = renderMarkdown(withCost(aCost({idleReserve: null, experiments: [{...experiment!, ...nothing}]})));
    expect(markdown).not.toContain('| Cause |');
    expect(markdown).not.toContain('is not in use');
  });

  it('says of what the multiple is where there was no idle phase', () => {
    const markdown = renderMarkdown(withCost(aCost({idle: null, multiplierOf: 'baseline'})));
    expect(markdown).toContain('the baseline, since no idle phase was taken');
    expect(markdown).toContain('| usage | – |');
  });

  it('shows notes, with what comes from outside escaped', () => {
    const markdown = renderMarkdown(withCost(aCost({notes: ['<b>pod-kill</b>: the kubelet']})));
    expect(markdown).toContain('- &lt;b&gt;pod-kill&lt;/b&gt;: the kubelet.');
  });

  it('has dashes for what could not be measured', () => {
    const unknown = {hourly: null, multiplier: null, excess: null, perMillion: null, monthly: null};
    const [experiment] = aCost().experiments;
    const result = withCost(aCost({experiments: [{...experiment!, usage: anIncidentCost(unknown)}]}));
    expect(renderMarkdown(result)).toContain('| usage | &#36;0.0004/h | &#36;0.00412/h | – | – | – | – | – |');
    expect(renderSummary(result)).toContain('pod-kill: could not be measured');
  });

  it('is not there where nothing was measured', () => {
    expect(renderMarkdown(aResult().build())).not.toContain('### Cost');
    expect(renderSummary(aResult().build())).not.toContain('Cost');
  });
});

describe('the words for the fault phase', () => {
  it('are not those for the fault and the recovery together, which an objective on the hourly cost is about', () => {
    const result = {...withCost(aCost()), objectives: [anObjective({metric: 'cost.hourly.usage'})]};
    for (const text of [renderMarkdown(result), renderSummary(result)])
      expect(text.match(/under chaos/gi)).toEqual(['Under chaos']);
    expect(renderMarkdown(result)).toContain('| In the fault |');
  });
});

describe('the cost in the summary', () => {
  it('is a line for each experiment, and the prices', () => {
    const text = renderSummary(withCost(aCost()));
    expect(text).toContain(
      'pod-kill: $0.00531/h in the fault, 13.3× the idle rate; $0.0000087 more per incident, $3.01 per month (by usage)',
    );
    expect(text).toContain('Prices: $0.031611 per vCPU-hour');
  });
});
