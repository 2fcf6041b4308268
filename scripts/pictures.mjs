// Makes the README's pictures of a run: `node scripts/pictures.mjs FOLDER`, where FOLDER holds its report.md and report.html.
// Needs Chromium (CHROMIUM names it where it isn't on the PATH), and pngquant to make the files small.
import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {marked} from 'marked';

const MOST_BYTES = 200_000;
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const images = join(root, 'docs', 'images');
const folder = resolve(process.argv[2] ?? 'chaos-cost-gate');
const scratch = mkdtempSync(join(tmpdir(), 'pictures-'));

try {
  mkdirSync(images, {recursive: true});
  const comment = join(scratch, 'comment.html');
  writeFileSync(comment, commentPage(readFileSync(join(folder, 'report.md'), 'utf8')));
  takePicture(comment, 'comment.png', {width: 940, height: 760});
  takePicture(join(folder, 'report.html'), 'report.png', {width: 1200, height: 1150});
} finally {
  rmSync(scratch, {recursive: true, force: true});
}

/** The beginning of the report as a comment on a pull request looks. */
function commentPage(markdown) {
  return `<!doctype html><meta charset="utf-8"><style>
    body{margin:0;padding:12px;background:#fff;color:#1f2328;font:14px/1.5 -apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,"DejaVu Sans","Noto Color Emoji",sans-serif}
    .comment{border:1px solid #d1d9e0;border-radius:6px;overflow:hidden}
    .by{padding:8px 16px;background:#f6f8fa;border-bottom:1px solid #d1d9e0;color:#59636e}
    .by b{color:#1f2328}.by span{border:1px solid #d1d9e0;border-radius:1em;font-size:12px;padding:0 7px;margin:0 2px}
    .body{padding:16px}
    h2{font-size:21px;line-height:1.25;margin:0 0 16px;padding-bottom:.3em;border-bottom:1px solid #d1d9e0b3}
    h3{font-size:17.5px;line-height:1.25;margin:24px 0 16px}
    p,ul,table,blockquote,details{margin:0 0 16px}
    table{border-collapse:collapse;display:block;overflow:hidden}
    th,td{border:1px solid #d1d9e0;padding:6px 13px}th{font-weight:600}tr:nth-child(2n) td{background:#f6f8fa}
    blockquote{padding:0 1em;color:#59636e;border-left:.25em solid #d1d9e0}
    </style><div class="comment"><div class="by"><b>github-actions</b> <span>bot</span> commented</div>
    <div class="body">${marked.parse(markdown)}</div></div>`;
}

/** A window of Chromium, at twice its size so that it is sharp. */
function takePicture(page, name, {width, height}) {
  const file = join(images, name);
  run(process.env.CHROMIUM ?? 'chromium', [
    '--headless',
    '--no-sandbox',
    '--hide-scrollbars',
    '--force-device-scale-factor=1.5',
    `--window-size=${width},${height}`,
    `--screenshot=${file}`,
    pathToFileURL(page).href,
  ]);
  run('pngquant', ['--force', '--skip-if-larger', '--strip', '--output', file, '48', file]);
  const {size} = statSync(file);
  console.log(`${name}: ${Math.round(size / 1000)} kB`);
  if (size > MOST_BYTES) throw new Error(`${name} has ${size} bytes, and ${MOST_BYTES} are the most`);
}

function run(program, args) {
  const {status, error, stderr} = spawnSync(program, args, {encoding: 'utf8'});
  if (error !== undefined) throw new Error(`${program} could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ended with ${status}: ${stderr}`);
}
