import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {type FakeGitHub, fakeGitHub} from '../fakes/fake-github.js';
import {type ActionWorkspace, actionWorkspace} from './action-workspace.js';
import {leftInCluster, untilNothingIsLeft} from './gate-process.js';

describe('the action in a workflow, on a real cluster', () => {
  let github: FakeGitHub;
  let space: ActionWorkspace;
  beforeEach(async () => {
    github = await fakeGitHub();
    space = actionWorkspace();
  });
  afterEach(async () => {
    await github.close();
    space.remove();
    expect({violations: github.violations, left: await untilNothingIsLeft(30)}).toEqual({violations: [], left: []});
  });

  it('comments on the pull request, and updates its comment when a later run fails the job', async () => {
    const first = await space.act(github.origin);
    expect({code: first.code, output: first.code === 0 ? '' : first.output}).toEqual({code: 0, output: ''});
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('## ✅ Pass: all 6 objectives were met');

    space.editSpec(text => text.replace('recovery <= 30s', 'recovery <= 0.001s'));
    const second = await space.act(github.origin);
    expect(second.code).toBe(1);
    expect(second.output).toMatch(/pod-kill: recovery took [\d.]+ s; the limit is 0\.001 s/);
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('## ❌ Fail: pod-kill: recovery took');
  });

  it('tells a change that it loosens its own limits', async () => {
    github.files.set(
      'examples/cacop/gate.yaml',
      readFileSync(join(space.folder, 'examples/cacop/gate.yaml'), 'utf8').replace(
        'recovery <= 30s',
        'recovery <= 20s',
      ),
    );
    const {code} = await space.step('main', github.origin).ended;
    expect(code).toBe(0);
    expect(github.comments[0]?.body).toContain('This change loosens');
  });

  it('leaves summary and outputs where the token can only read', async () => {
    github.refuseWrites(403);
    const {code, output} = await space.step('main', github.origin).ended;
    expect(code).toBe(0);
    expect(output).toContain('::warning::the comment could not be written');
    expect(space.written('summary')).toContain('## ✅ Pass');
    expect(space.written('output')).toMatch(/verdict<<.*\npass\n/);
    expect(space.written('output')).toMatch(/recovery-seconds<<.*\n\d+(\.\d+)?\n/);
  });

  it('judges a merge group by the base branch’s spec where that is asked for, and comments nowhere', async () => {
    const spec = readFileSync(join(space.folder, 'examples/cacop/gate.yaml'), 'utf8');
    github.files.set('examples/cacop/gate.yaml', spec.replace('recovery <= 30s', 'recovery <= 0.001s'));
    const payload = {
      action: 'checks_requested',
      merge_group: {head_sha: 'a', base_sha: 'b', base_ref: 'refs/heads/main'},
    };
    const {code, output} = await space.step('main', github.origin, {
      name: 'merge_group',
      payload,
      inputs: {'spec-ref': 'base'},
    }).ended;
    expect(code).toBe(1);
    expect(output).toContain('the limit is 0.001 s');
    expect(space.written('summary')).toContain('## ❌ Fail');
    expect(github.comments).toEqual([]);
  });

  it('leaves nothing in the cluster when it is cancelled as runners do, followed by the post step', async () => {
    const main = space.step('main', github.origin);
    while (leftInCluster().filter(one => one.startsWith('Pod') || one.startsWith('Deployment')).length === 0)
      await sleep(200);
    await sleep(4_000);
    main.kill('SIGINT');
    const term = setTimeout(() => main.kill('SIGTERM'), 7_500);
    const kill = setTimeout(() => main.kill('SIGKILL'), 10_000);
    const {code} = await main.ended;
    clearTimeout(term);
    clearTimeout(kill);
    expect(code).not.toBe(0);
    expect((await space.step('post', github.origin).ended).code).toBe(0);
    expect(await untilNothingIsLeft(30)).toEqual([]);
  });

  it('leaves the clean-up of a killed main step to the post step', async () => {
    const main = space.step('main', github.origin);
    while (leftInCluster().filter(one => one.startsWith('Deployment')).length === 0) await sleep(200);
    main.kill('SIGKILL');
    await main.ended;
    expect(leftInCluster().length).toBeGreaterThan(0);
    const {code, output} = await space.step('post', github.origin).ended;
    expect({code, output}).toEqual({code: 0, output: expect.stringContaining('Removed')});
    expect(leftInCluster()).toEqual([]);
  });
});
