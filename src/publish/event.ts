/** What the workflow was started by. */
export interface RunEvent {
  name: string;
  owner: string;
  repo: string;
  /** The page of this run. */
  runUrl: string;
  pullRequest: PullRequest | undefined;
  /** The commit that the change starts from, of a pull request or a merge group; undefined where the event has none. */
  baseSha: string | undefined;
  /** False on GitHub's own machines. */
  selfHosted: boolean;
}

export interface PullRequest {
  number: number;
  /** Whether its commits come from another repository. */
  fromFork: boolean;
}

/** The fields of a webhook's payload that the gate reads. */
export interface EventPayload {
  pull_request?: {
    number: number;
    head?: {repo?: {full_name?: string} | null; sha?: string};
    base?: {repo?: {full_name?: string}; sha?: string};
  };
  merge_group?: {base_sha?: string};
}

/** Reads what GitHub says of the run, by the variables and the event's payload. */
export function readEvent(env: NodeJS.ProcessEnv, payload: EventPayload): RunEvent {
  const [owner = '', repo = ''] = (env.GITHUB_REPOSITORY ?? '').split('/');
  const server = env.GITHUB_SERVER_URL ?? 'https://github.com';
  return {
    name: env.GITHUB_EVENT_NAME ?? '',
    owner,
    repo,
    runUrl: `${server}/${owner}/${repo}/actions/runs/${env.GITHUB_RUN_ID ?? ''}`,
    pullRequest: pullRequestOf(payload),
    baseSha: payload.pull_request?.base?.sha ?? payload.merge_group?.base_sha,
    selfHosted: env.RUNNER_ENVIRONMENT !== 'github-hosted',
  };
}

function pullRequestOf({pull_request: pull}: EventPayload): PullRequest | undefined {
  if (pull === undefined) return undefined;
  // The head's repository is null once the fork was deleted: no less foreign for that.
  const fromFork = pull.head?.repo?.full_name === undefined || pull.head.repo.full_name !== pull.base?.repo?.full_name;
  return {number: pull.number, fromFork};
}
