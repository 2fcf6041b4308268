import {findOperation} from '../github/openapi.js';
import {type LocalServer, localHttpServer} from './local-server.js';

export interface FakeGitHub extends LocalServer {
  /** The comments of pull request 7. */
  comments: {id: number; body: string; byBot: boolean}[];
  /** Files of the repository at any commit, by path. */
  files: Map<string, string>;
  /** `GET /repos/o/r/issues/7/comments`, in order. */
  requests: string[];
  /** What requests or answers did not have as GitHub's description has it. */
  violations: string[];
  /** Answers writes with this status from now on. */
  refuseWrites(status: number): void;
}

/** A local GitHub: it holds every request and each of its own answers against GitHub's OpenAPI description. */
export async function fakeGitHub(): Promise<FakeGitHub> {
  const state = {
    comments: [] as FakeGitHub['comments'],
    files: new Map<string, string>(),
    requests: [] as string[],
    violations: [] as string[],
  };
  let refusal: number | undefined;
  let nextId = 1;

  const answerTo = (
    method: string,
    path: string,
    params: Record<string, string>,
    body: {body?: string},
  ): [number, unknown] => {
    if (method !== 'GET' && refusal !== undefined) return problem(refusal, 'Resource not accessible by integration');
    if (path.endsWith('/contents/{path}')) return readFile(state.files, params.path ?? '');
    if (method === 'GET') return [200, state.comments.map(commentOf)];
    if (method === 'POST') {
      const comment = {id: nextId++, body: body.body ?? '', byBot: true};
      state.comments.push(comment);
      return [201, commentOf(comment)];
    }
    const comment = state.comments.find(candidate => candidate.id === Number(params.comment_id));
    if (comment === undefined) return problem(404, 'Not Found');
    comment.body = body.body ?? '';
    return [200, commentOf(comment)];
  };

  const handle = (request: {
    method: string;
    url: URL;
    token: string;
    body: {body?: string} | undefined;
  }): [number, unknown] => {
    const {method, url, token, body} = request;
    const where = `${method} ${url.pathname}`;
    state.requests.push(where);
    const operation = findOperation(method, decodeURIComponent(url.pathname));
    if (operation === undefined) {
      state.violations.push(`${where} is no operation that the gate should use`);
      return [404, {}];
    }
    if (!/^(token|bearer) ./i.test(token)) state.violations.push(`${where} without a token`);
    const [status, answer] = answerTo(method, operation.path, operation.params, body ?? {});
    const faults = status < 300 ? operation.checkAnswer(status, answer) : [];
    state.violations.push(
      ...[...operation.checkRequest(url.searchParams, body), ...faults].map(fault => `${where}: ${fault}`),
    );
    return [status, answer];
  };

  const server = await localHttpServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const [status, answer] = handle({
        method: request.method ?? '',
        url: new URL(request.url ?? '/', 'http://github.invalid'),
        token: request.headers.authorization ?? '',
        body: text === '' ? undefined : JSON.parse(text),
      });
      response.writeHead(status, {'content-type': 'application/json'}).end(JSON.stringify(answer));
    });
  });
  return {
    ...server,
    ...state,
    refuseWrites: status => {
      refusal = status;
    },
  };
}

function problem(status: number, message: string): [number, unknown] {
  return [status, {message, documentation_url: 'https://docs.github.com', status: String(status)}];
}

function readFile(files: ReadonlyMap<string, string>, path: string): [number, unknown] {
  const text = files.get(path);
  return text === undefined ? problem(404, 'Not Found') : [200, contentOf(path, text)];
}

const URLS = 'https://api.github.com/x';

function commentOf({id, body, byBot}: FakeGitHub['comments'][number]): object {
  return {
    id,
    node_id: `IC_${id}`,
    url: URLS,
    html_url: URLS,
    issue_url: URLS,
    body,
    user: userOf(byBot),
    created_at: '2026-01-01T00:00:00Z',
    updated_at: '2026-01-01T00:00:00Z',
    author_association: 'NONE',
    performed_via_github_app: null,
  };
}

function userOf(isBot: boolean): object {
  const links = [
    'avatar_url',
    'url',
    'html_url',
    'followers_url',
    'subscriptions_url',
    'organizations_url',
    'repos_url',
    'received_events_url',
  ];
  const templates = ['following_url', 'gists_url', 'starred_url', 'events_url'];
  return {
    login: isBot ? 'github-actions[bot]' : 'someone',
    id: isBot ? 41_898_282 : 7,
    node_id: 'U_1',
    gravatar_id: '',
    type: isBot ? 'Bot' : 'User',
    site_admin: false,
    ...Object.fromEntries([...links, ...templates].map(name => [name, URLS])),
  };
}

function contentOf(path: string, text: string): object {
  const isLarge = text.length > 2 ** 20;
  return {
    type: 'file',
    encoding: isLarge ? 'none' : 'base64',
    size: text.length,
    name: path.split('/').at(-1),
    path,
    content: isLarge ? '' : Buffer.from(text).toString('base64'),
    sha: 'a'.repeat(40),
    url: URLS,
    git_url: URLS,
    html_url: URLS,
    download_url: URLS,
    _links: {git: URLS, self: URLS, html: URLS},
  };
}
