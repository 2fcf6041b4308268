import {spawn, spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const PULL_REQUEST: WorkflowEvent = {
  name: 'pull_request',
  payload: {
    pull_request: {
      number: 7,
      head: {sha: 'a', repo: {full_name: 'o/r'}},
      base: {sha: 'b', repo: {full_name: 'o/r'}},
    },
  },
};

export interface Ended {
  code: number | null;
  output: string;
}

/** An event that starts workflows, with the part of its payload that GitHub documents. */
export interface WorkflowEvent {
  name: string;
  payload: object;
  /** Inputs of the action besides the spec. */
  inputs?: Record<string, string>;
}

/** A repository of its own with the action and the example in it, whose phases are short. */
export interface ActionWorkspace {
  folder: string;
  /** Changes the example's spec. */
  editSpec(edit: (text: string) => string): void;
  /** Runs the example's workflow by act, against this GitHub. */
  act(githubUrl: string): Promise<Ended>;
  /** Starts a step of the action as the runner does, without act. */
  step(
    name: 'main' | 'post',
    githubUrl: string,
    on?: WorkflowEvent,
  ): {kill(signal: NodeJS.Signals): void; ended: Promise<Ended>};
  /** What the steps wrote to the files that the runner gives them. */
  written(file: 'output' | 'summary'): string;
  remove(): void;
}

/** Makes the workspace. */
export function actionWorkspace(): ActionWorkspace {
  const folder = mkdtempSync(join(tmpdir(), 'gate-action-'));
  const runner = join(folder, '..', `${folder.split('/').at(-1)}-runner`);
  mkdirSync(runner);
  for (const part of ['action.yml', 'dist', 'examples'])
    cpSync(join(ROOT, part), join(folder, part), {recursive: true});
  const spec = join(folder, 'examples/cacop/gate.yaml');
  const editSpec = (edit: (text: string) => string): void => writeFileSync(spec, edit(readFileSync(spec, 'utf8')));
  editSpec(shorter);
  const event = join(runner, 'event.json');
  writeFileSync(event, JSON.stringify(PULL_REQUEST.payload));
  for (const file of ['output', 'summary', 'state']) writeFileSync(join(runner, file), '');
  for (const args of [
    ['init', '-q'],
    ['add', '-A'],
    ['-c', 'user.name=t', '-c', 'user.email=t@example.invalid', 'commit', '-qm', 'x'],
  ]) {
    spawnSync('git', args, {cwd: folder});
  }
  const env = {...process.env, CI: 'true', CHAOS_COST_GATE_STATE: join(runner, 'state-folder')};

  return {
    folder,
    editSpec,
    act: githubUrl =>
      run(
        'act',
        [
          ...['pull_request', '-W', 'examples/cacop/workflow.yml', '-e', event, '-P', 'self-hosted=-self-hosted'],
          ...[
            '--no-cache-server',
            '--pull=false',
            '-s',
            'GITHUB_TOKEN=fake',
            '--env',
            `GITHUB_API_URL=${githubUrl}`,
            '--env',
            'GITHUB_REPOSITORY=o/r',
          ],
        ],
        folder,
        env,
      ).ended,
    step: (name, githubUrl, on = PULL_REQUEST) => {
      writeFileSync(event, JSON.stringify(on.payload));
      return run(process.execPath, [join(folder, 'dist', `${name}.js`)], folder, {
        ...env,
        INPUT_SPEC: 'examples/cacop/gate.yaml',
        'INPUT_GITHUB-TOKEN': 'fake',
        ...Object.fromEntries(
          Object.entries(on.inputs ?? {}).map(([key, value]) => [`INPUT_${key.toUpperCase()}`, value]),
        ),
        GITHUB_ACTIONS: 'true',
        GITHUB_API_URL: githubUrl,
        GITHUB_REPOSITORY: 'o/r',
        GITHUB_EVENT_NAME: on.name,
        GITHUB_EVENT_PATH: event,
        GITHUB_OUTPUT: join(runner, 'output'),
        GITHUB_STEP_SUMMARY: join(runner, 'summary'),
        RUNNER_ENVIRONMENT: 'self-hosted',
      });
    },
    written: file => readFileSync(join(runner, file), 'utf8'),
    remove: () => {
      rmSync(folder, {recursive: true, force: true});
      rmSync(runner, {recursive: true, force: true});
    },
  };
}

function shorter(spec: string): string {
  return spec
    .replace('warmup: 5s', 'warmup: 1s')
    .replace('baseline: 30s', 'baseline: 6s')
    .replace('podKill: {target: Deployment/victim}', 'podKill: {target: Deployment/victim}\n    for: 6s')
    .replace('duration=30', 'duration=6')
    .replace('for: 30s', 'for: 6s')
    .replace('maxLateness: 250ms', 'maxLateness: 1s')
    .replace('latency.p95 <= 500ms', 'latency.p95 <= 2s')
    .replace('errors <= 5%', 'errors <= 20%')
    .replace(/^phases:/m, 'steady: {p95Slack: 1s}\nphases:');
}

function run(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv) {
  const child = spawn(program, args, {cwd, env, stdio: ['ignore', 'pipe', 'pipe']});
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk));
  const ended = new Promise<Ended>((done, failed) => {
    child.on('error', error => failed(new Error(`${program} can't be started: ${error.message}`)));
    child.on('close', code => done({code, output}));
  });
  return {kill: (signal: NodeJS.Signals) => void child.kill(signal), ended};
}
