import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';

/**
 * The licences of everything in the bundle: those that ncc wrote, and those of the packages that were inlined before it looked.
 * Each is the package's name, its licence's name, its text and an empty line.
 */
export function bundleLicences(written, root, inlinedFiles) {
  const packages = new Set(inlinedFiles.map(packageOf).filter(folder => folder !== undefined));
  const entries = [...packages].map(folder => licenceOf(root, folder));
  const own = entries.filter(
    entry => !written.startsWith(`${entry.name}\n`) && !written.includes(`\n\n${entry.name}\n`),
  );
  own.sort((a, b) => (a.name < b.name ? -1 : 1));
  return `${written.trimEnd()}\n\n${own.map(entry => `${entry.name}\n${entry.licence}\n${entry.text}\n`).join('\n')}`;
}

/** `node_modules/a/node_modules/@b/c/lib/d.js` → `node_modules/a/node_modules/@b/c`. */
function packageOf(file) {
  return /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1];
}

function licenceOf(root, folder) {
  const path = join(root, folder);
  const {name, license} = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const file = readdirSync(path).find(entry => /^licen[cs]e/i.test(entry));
  if (license === undefined && file === undefined) throw new Error(`${folder} names no licence`);
  return {name, licence: license ?? '', text: file === undefined ? '' : readFileSync(join(path, file), 'utf8').trim()};
}
