import {readFileSync} from 'node:fs';
import {parse} from 'yaml';
import {openGitHub} from '../../../src/publish/github.js';
import {type Publication, publish} from '../../../src/publish/publish.js';
import type {Result} from '../../../src/report/result-schema.js';
import {dearerAndRecovered} from '../../builders/a-dearer-change.js';
import {failingInThreeRepeats} from '../../builders/a-failing-result.js';
import {aFinding} from '../../builders/a-result.js';
import {passing} from '../../builders/result-scenarios.js';
import {type FakeGitHub, fakeGitHub} from '../../fakes/fake-github.js';
import {recordingCore} from '../../fakes/recording-core.js';

const MARKER = '<!-- chaos-cost-gate: checkout -->';

describe('publish', () => {
  let github: FakeGitHub;
  beforeEach(async () => {
    github = await fakeGitHub();
  });
  afterEach(async () => {
    await github.close();
    expect(github.violations).toEqual([]);
  });

  const publication = (change: Partial<Publication> = {}): Publication => ({
    result: passing(),
    files: {result: 'out/result.json', report: 'out/report.md', html: 'out/report.html'},
    specFile: 'gate.yaml',
    locate: () => ({line: 12, column: 7}),
    event: {
      name: 'pull_request',
      owner: 'o',
      repo: 'r',
      runUrl: 'https://github.com/o/r/actions/runs/5',
      pullRequest: {number: 7, fromFork: false},
      baseSha: 'abc',
      selfHosted: true,
    },
    comments: openGitHub('t', {owner: 'o', repo: 'r', baseUrl: github.origin}).comments,
    ...change,
  });

  it('makes one comment and updates it later', async () => {
    await publish(publication(), recordingCore());
    await publish(publication({result: failingInThreeRepeats()}), recordingCore());
    expect(github.comments).toHaveLength(1);
    const [first, second] = github.comments[0]!.body.split('\n');
    expect(first).toBe(MARKER);
    expect(second).toMatch(/^## ❌ Fail: /);
    expect(github.comments[0]?.body).toContain('[All of this run](https://github.com/o/r/actions/runs/5)');
    expect(github.requests).toEqual([
      'GET /repos/o/r/issues/7/comments',
      'POST /repos/o/r/issues/7/comments',
      'GET /repos/o/r/issues/7/comments',
      'PATCH /repos/o/r/issues/comments/1',
    ]);
  });

  it('leaves the comments of people and of other specs alone', async () => {
    github.comments.push(
      {id: 91, body: 'LGTM', byBot: false},
      {id: 92, body: '<!-- chaos-cost-gate: other -->\nx', byBot: true},
    );
    await publish(publication(), recordingCore());
    expect(github.comments.map(({body}) => body.split('\n')[0])).toEqual([
      'LGTM',
      '<!-- chaos-cost-gate: other -->',
      MARKER,
    ]);
  });

  it.each([403, 404, 422, 503])(
    'takes a %i of GitHub’s for a warning, and still gives summary and outputs',
    async status => {
      github.refuseWrites(status);
      const core = recordingCore();
      await publish(publication(), core);
      expect(core.warnings).toEqual([expect.stringContaining('the comment could not be written')]);
      expect(core.failures).toEqual([]);
      expect(core.summaries[0]).toContain('## ✅ Pass');
      expect(core.outputs).toMatchObject({
        verdict: 'pass',
        report: 'out/report.md',
        html: 'out/report.html',
        result: 'out/result.json',
        'recovery-seconds': '11.6',
      });
    },
  );

  it('sets the cost of the most expensive experiment, and leaves empty what was not measured', async () => {
    const costly = (experiment: string, value: number | null) =>
      aFinding({metric: 'cost.multiplier.usage', experiment, value, unit: 'x'});
    const core = recordingCore();
    const result = passing();
    await publish(
      publication({result: {...result, findings: [costly('a', 3), costly('b', 74.1), costly('c', null)]}}),
      core,
    );
    expect(core.outputs).toMatchObject({'cost-multiplier': '74.1', 'cost-excess': '', 'p95-ms': ''});
  });

  it('sets what the change adds to what is reserved, as an amount and in percent', async () => {
    const outputs = async (change: Partial<Result>) => {
      const core = recordingCore();
      await publish(publication({result: {...dearerAndRecovered(), ...change}}), core);
      return [core.outputs['cost-reserved-change'], core.outputs['cost-reserved-change-percent']];
    };
    const {reserved} = dearerAndRecovered();
    const total = (monthly: number) => ({monthly, monthlyMost: monthly});
    expect(await outputs({})).toEqual(['21.9', '50']);
    expect(await outputs({reserved: {...reserved!, before: total(0.1), after: total(0.03)}})).toEqual(['-0.07', '-70']);
    expect(await outputs({reserved: {...reserved!, before: total(0)}})).toEqual(['65.7', '']);
    expect(await outputs({reserved: {...reserved!, before: null}})).toEqual(['', '']);
    expect(await outputs({reserved: null})).toEqual(['', '']);
    const unknown = ['Deployment/web, cpu of container app: it has neither a request nor a limit'];
    expect(await outputs({reserved: {...reserved!, unknown}})).toEqual(['', '']);
  });

  it('sets each output that action.yml names, and no other', async () => {
    const core = recordingCore();
    await publish(publication(), core);
    const action = parse(readFileSync(new URL('../../../action.yml', import.meta.url), 'utf8'));
    expect(Object.keys(core.outputs).sort()).toEqual(Object.keys(action.outputs).sort());
  });

  it('says which permission a read-only token lacks', async () => {
    github.refuseWrites(403);
    const core = recordingCore();
    await publish(publication(), core);
    expect(core.warnings[0]).toContain('pull-requests: write');
  });

  it('comments on nothing where there is no pull request', async () => {
    const {pullRequest: _, ...event} = publication().event;
    await publish(publication({event: {...event, pullRequest: undefined}}), recordingCore());
    expect(github.requests).toEqual([]);
  });

  it('marks each breached must at its line of the spec', async () => {
    const core = recordingCore();
    const result = failingInThreeRepeats();
    await publish(publication({result}), core);
    const breached = result.objectives.filter(({level, verdict}) => level === 'must' && verdict === 'fail');
    expect(breached.length).toBeGreaterThan(0);
    expect(core.errors).toHaveLength(breached.length);
    expect(core.errors[0]?.where).toMatchObject({file: 'gate.yaml', startLine: 12, startColumn: 7});
  });

  it('never makes a comment that GitHub would refuse for its length', async () => {
    const result = failingInThreeRepeats();
    const one = result.experiments[0]!;
    const many = Array.from({length: 400}, (_, index) => ({...one, name: `experiment-${index}`}));
    await publish(publication({result: {...result, experiments: many}}), recordingCore());
    const body = github.comments[0]!.body;
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body.length).toBeGreaterThan(30_000);
    expect(body).toContain('[All of this run]');
  });
});

describe('the local GitHub', () => {
  it('notices what GitHub’s description does not allow', async () => {
    const github = await fakeGitHub();
    const send = (method: string, path: string, body?: object) =>
      fetch(`${github.origin}${path}`, {
        method,
        headers: {authorization: 'token t'},
        ...(body === undefined ? {} : {body: JSON.stringify(body)}),
      });
    await send('POST', '/repos/o/r/issues/7/comments', {text: 'no body'});
    await send('GET', '/repos/o/r/issues/seven/comments');
    await send('DELETE', '/repos/o/r');
    await github.close();
    expect(github.violations).toEqual([
      expect.stringContaining("must have required property 'body'"),
      expect.stringContaining('parameter issue_number'),
      'DELETE /repos/o/r is no operation that the gate should use',
    ]);
  });
});
