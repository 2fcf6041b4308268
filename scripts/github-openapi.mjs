// Cuts the operations that the gate uses, and what they refer to, out of GitHub's own OpenAPI description.
// Usage: npm pack @octokit/openapi@23.0.2, unpack it, then
//   node scripts/github-openapi.mjs package/generated/api.github.com.json > __tests__/github/api.github.com.json
import {readFileSync} from 'node:fs';

/** Method and path of every request that the gate sends. */
const OPERATIONS = [
  ['get', '/repos/{owner}/{repo}/issues/{issue_number}/comments'],
  ['post', '/repos/{owner}/{repo}/issues/{issue_number}/comments'],
  ['patch', '/repos/{owner}/{repo}/issues/comments/{comment_id}'],
  ['get', '/repos/{owner}/{repo}/contents/{path}'],
];
const [file] = process.argv.slice(2);
const whole = JSON.parse(readFileSync(file, 'utf8'));

const paths = {};
for (const [method, path] of OPERATIONS) {
  paths[path] = {...paths[path], [method]: withoutExamples(whole.paths[path][method])};
}
const components = {};
collect(paths);
console.log(JSON.stringify({openapi: whole.openapi, info: whole.info, paths, components}, null, 1));

/** Adds every component that a value refers to, and what those refer to. */
function collect(value) {
  if (typeof value !== 'object' || value === null) return;
  if (typeof value.$ref === 'string') add(value.$ref);
  for (const inner of Object.values(value)) collect(inner);
}

function add(ref) {
  const [, , kind, name] = ref.split('/');
  if (components[kind]?.[name] !== undefined) return;
  components[kind] ??= {};
  components[kind][name] = nullableEnums(withoutExamples(whole.components[kind][name]));
  collect(components[kind][name]);
}

function withoutExamples(value) {
  if (Array.isArray(value)) return value.map(withoutExamples);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, inner]) => !(key === 'examples' || (key === 'example' && typeof inner !== 'object')),
  );
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutExamples(inner)]));
}

/** An enum that may be null has to list it, which GitHub's description forgets. */
function nullableEnums(value) {
  if (Array.isArray(value)) return value.map(nullableEnums);
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, nullableEnums(inner)]));
  if (copy.nullable === true && Array.isArray(copy.enum) && !copy.enum.includes(null)) copy.enum.push(null);
  return copy;
}
