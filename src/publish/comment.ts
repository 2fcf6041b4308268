/** A comment of a pull request, as far as it matters here. */
export interface PullComment {
  id: number;
  body: string;
  byBot: boolean;
}

/** What the gate asks of GitHub's API. Errors carry the `status` of the answer. */
export interface CommentApi {
  list(pullRequest: number): Promise<PullComment[]>;
  create(pullRequest: number, body: string): Promise<void>;
  update(id: number, body: string): Promise<void>;
}

/** GitHub refuses longer comments. Characters. */
export const COMMENT_LIMIT = 65_536;

/** The hidden first line by which a later run finds the comment of this spec. */
export function markerOf(name: string): string {
  return `<!-- chaos-cost-gate: ${name} -->`;
}

/** Updates the comment that a former run left, else makes one. One that can't be written any more, since somebody else's or gone, is left alone. */
export async function upsertComment(
  api: CommentApi,
  pullRequest: number,
  marker: string,
  text: string,
): Promise<'created' | 'updated'> {
  const body = `${marker}\n${text}`;
  const marked = (await api.list(pullRequest)).filter(comment => comment.body.startsWith(marker));
  const former = marked.find(comment => comment.byBot) ?? marked[0];
  if (former !== undefined) {
    try {
      await api.update(former.id, body);
      return 'updated';
    } catch (error) {
      if (!REFUSED.has(statusOf(error))) throw error;
    }
  }
  await api.create(pullRequest, body);
  return 'created';
}

const REFUSED = new Set([403, 404]);

function statusOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0;
}
