import {messageOf} from '../failure.js';
import {renderMarkdown} from '../report/markdown.js';
import type {Result} from '../report/result-schema.js';
import type {ActionCore} from './action-core.js';
import {annotateSpec, type LocateObjective} from './annotations.js';
import {COMMENT_LIMIT, type CommentApi, markerOf, upsertComment} from './comment.js';
import type {RunEvent} from './event.js';
import {setOutputs} from './outputs.js';

/** What is published, and where. */
export interface Publication {
  result: Result;
  files: {result: string; report: string; html: string};
  /** The spec's path in the repository. */
  specFile: string;
  locate: LocateObjective;
  event: RunEvent;
  /** Undefined where no comment is wanted or can be written. */
  comments: CommentApi | undefined;
}

/** GitHub cuts summaries at 1 MiB; characters may take up to four bytes. */
const SUMMARY_LIMIT = 250_000;

/** Tells the world of a verdict that stands already. What can't be published is a warning, never a verdict. */
export async function publish(publication: Publication, core: ActionCore): Promise<void> {
  const {result, files, specFile, locate, event, comments} = publication;
  setOutputs(core, result, files);
  annotateSpec(core, result, specFile, locate);
  await attempt('the summary', core, () => core.summary.addRaw(renderMarkdown(result, {limit: SUMMARY_LIMIT})).write());
  const pull = event.pullRequest;
  if (comments === undefined || pull === undefined) return;
  await attempt('the comment', core, () =>
    upsertComment(comments, pull.number, markerOf(result.name), commentText(result, event.runUrl)),
  );
}

/** The report, cut to what a comment holds, and a link to the run. */
function commentText(result: Result, runUrl: string): string {
  const footer = `\n\n[All of this run](${runUrl})`;
  const limit = COMMENT_LIMIT - footer.length - markerOf(result.name).length - 1;
  return `${renderMarkdown(result, {limit})}${footer}`;
}

async function attempt(what: string, core: Pick<ActionCore, 'warning'>, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    core.warning(`${what} could not be written: ${messageOf(error)}${hintFor(error)}`);
  }
}

function hintFor(error: unknown): string {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return status === 403
    ? ' (the workflow needs `permissions: pull-requests: write`; on pull requests of forks the token can only read)'
    : '';
}
