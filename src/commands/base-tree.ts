import {existsSync, lstatSync, mkdtempSync, realpathSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, relative, resolve} from 'node:path';
import {messageOf} from '../failure.js';
import type {RunCommand} from '../runtime/command.js';

/** The files of the base, to be read and then let go of. */
export interface BaseTree {
  /** A file or folder of the head, where it is in the base. */
  at(path: string): string;
  /** For people: `main at 0d1f69c`. */
  name: string;
  close(): Promise<void>;
}

export interface BaseOptions {
  run: RunCommand;
  signal: AbortSignal;
  /** A folder of the head's repository. */
  dir: string;
  /** What a folder is named relative to. */
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** A folder with another checkout, or a commit or branch; what GitHub Actions names by default. */
  named: string | undefined;
  /** The commit of a pull request's base branch, as the event tells. */
  baseSha: string | undefined;
}

/** Checks the base out beside the repository: where the head branched off, if that is known. Or says why it can't be had, and what to do. */
export async function openBase(options: BaseOptions): Promise<BaseTree | string> {
  const {named, baseSha, env, run, signal, dir, cwd} = options;
  if (named !== undefined && isFolder(resolve(cwd, named))) return folderTree(resolve(cwd, named), options);
  const branch = env.GITHUB_BASE_REF ? `origin/${env.GITHUB_BASE_REF}` : undefined;
  const wanted = named ?? (baseSha || branch);
  if (wanted === undefined)
    return 'no base is known: outside of a pull request, name it by --base, a folder with another checkout or a branch such as origin/main';
  const start = beforeLinks(dir);
  const git = async (...args: string[]): Promise<string> =>
    // Nobody is there to be asked for a password.
    (await run('git', ['-C', start, ...args], {signal, timeoutMs: 120_000, env: {GIT_TERMINAL_PROMPT: '0'}})).trim();
  try {
    const root = await git('rev-parse', '--show-toplevel');
    const commit = await commitOf(wanted, git);
    const folder = mkdtempSync(join(tmpdir(), 'chaos-cost-gate-base-'));
    const tree = join(folder, 'tree');
    await git('worktree', 'add', '--detach', tree, commit);
    const inside = relative(root, realpathSync(start));
    return {
      at: (path: string) => join(tree, inside, relative(start, path)),
      name: `${wanted === commit ? 'the base' : wanted} at ${commit.slice(0, 7)}`,
      close: async () => {
        await git('worktree', 'remove', '--force', tree).catch(() => undefined);
        rmSync(folder, {recursive: true, force: true});
      },
    };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    return `the base ${wanted} can’t be read (${messageOf(error).split('\n').at(-1)}): check out its history too, in a workflow by \`fetch-depth: 0\` of actions/checkout, or name another by --base`;
  }
}

/** Where the head branched off; the base itself where a shallow clone doesn't tell. */
async function commitOf(wanted: string, git: (...args: string[]) => Promise<string>): Promise<string> {
  const base = await git('rev-parse', '--verify', '--end-of-options', `${wanted}^{commit}`).catch(async () => {
    await git('fetch', '--no-tags', '--depth=1', '--', 'origin', wanted.replace(/^origin\//, ''));
    return git('rev-parse', '--verify', 'FETCH_HEAD^{commit}');
  });
  return git('merge-base', base, 'HEAD').catch(() => base);
}

async function folderTree(folder: string, {run, dir, signal, named}: BaseOptions): Promise<BaseTree> {
  const start = beforeLinks(dir);
  const root = await run('git', ['-C', start, 'rev-parse', '--show-toplevel'], {signal, timeoutMs: 60_000}).then(
    text => text.trim(),
    () => undefined,
  );
  const inside = root === undefined ? undefined : join(relative(root, realpathSync(start)), relative(start, dir));
  // A folder that holds what the spec's folder holds is meant as such; else it is a whole checkout.
  const counterpart = inside !== undefined && existsSync(join(folder, inside)) ? join(folder, inside) : folder;
  return {at: path => join(counterpart, relative(dir, path)), name: named!, close: async () => {}};
}

/**
 * The deepest folder on the way to this one that no link of a checkout leads to. What lies below keeps the path that the caller gave it: by its links a
 * change could choose what it is compared with.
 */
function beforeLinks(dir: string): string {
  const parent = dirname(dir);
  if (parent === dir) return dir;
  const above = beforeLinks(parent);
  if (above !== parent || !existsSync(dir)) return above;
  return lstatSync(dir).isSymbolicLink() && isInCheckout(realpathSync(parent)) ? parent : dir;
}

function isInCheckout(folder: string): boolean {
  return existsSync(join(folder, '.git')) || (dirname(folder) !== folder && isInCheckout(dirname(folder)));
}

function isFolder(path: string): boolean {
  return statSync(path, {throwIfNoEntry: false})?.isDirectory() === true;
}
