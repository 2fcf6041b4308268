import {getOctokit} from '@actions/github';
import {Failure} from '../failure.js';
import type {CommentApi} from './comment.js';

/** The part of GitHub's API that the gate uses. Errors carry the `status` of the answer. */
export interface GitHub {
  comments: CommentApi;
  /** A file of the repository at a commit; undefined where there is none. Fails with `usage` where it is above 1 MB. */
  readFile(path: string, ref: string): Promise<string | undefined>;
}

interface Repository {
  owner: string;
  repo: string;
  /** GitHub's API; the address that the runner names by default. */
  baseUrl?: string;
}

/** GitHub's own API, by Octokit. */
export function openGitHub(token: string, {owner, repo, baseUrl}: Repository): GitHub {
  const {rest, paginate} = getOctokit(token, baseUrl === undefined ? {} : {baseUrl});
  return {
    comments: {
      list: async pullRequest => {
        const comments = await paginate(rest.issues.listComments, {
          owner,
          repo,
          issue_number: pullRequest,
          per_page: 100,
        });
        return comments.map(({id, body, user}) => ({id, body: body ?? '', byBot: user?.type === 'Bot'}));
      },
      create: async (pullRequest, body) => {
        await rest.issues.createComment({owner, repo, issue_number: pullRequest, body});
      },
      update: async (id, body) => {
        await rest.issues.updateComment({owner, repo, comment_id: id, body});
      },
    },
    readFile: async (path, ref) => {
      try {
        const {data} = await rest.repos.getContent({owner, repo, path, ref});
        return 'content' in data && !Array.isArray(data) ? textOf(path, data) : undefined;
      } catch (error) {
        if ((error as {status?: number}).status === 404) return undefined;
        throw error;
      }
    },
  };
}

/** GitHub leaves out the content of a file above 1 MB: its encoding is `none`. */
function textOf(path: string, {content, encoding}: {content: string; encoding?: string}): string {
  if (encoding === 'base64') return Buffer.from(content, 'base64').toString('utf8');
  throw new Failure('usage', `GitHub does not give the content of ${path} in the base branch`, {
    hint: 'It gives files of up to 1 MB: make it smaller, or set `spec-ref: head`.',
  });
}
