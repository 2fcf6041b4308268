// Writes src/sandbox/schema/definitions.ts: which fields the kinds of the sandbox have, as a real API server tells it.
//   kubectl get --raw /openapi/v2 > openapi.json && node scripts/sandbox-schema.mjs openapi.json
import {readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('which file? `kubectl get --raw /openapi/v2 > FILE`');
const {definitions, info} = JSON.parse(readFileSync(file, 'utf8'));

const ROOTS = [
  ...['Namespace', 'Node', 'Pod', 'Service', 'ConfigMap', 'Secret', 'ServiceAccount', 'Event'].map(
    kind => `io.k8s.api.core.v1.${kind}`,
  ),
  ...['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'].map(kind => `io.k8s.api.apps.v1.${kind}`),
  'io.k8s.api.discovery.v1.EndpointSlice',
  'io.k8s.api.coordination.v1.Lease',
  'io.k8s.api.policy.v1.PodDisruptionBudget',
  'org.chaos-mesh.v1alpha1.PodChaos',
  'org.chaos-mesh.v1alpha1.StressChaos',
];
const SCALARS = {
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': 'any',
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'intOrString',
};

const lines = new Map();
const origins = new Map();
for (const name of ROOTS) define(name, definitions[name]);
writeFileSync(join(root, 'src', 'sandbox', 'schema', 'definitions.ts'), source());

function source() {
  const body = [...lines].map(([name, fields]) => `${name} ${fields}`).sort();
  return `/**
 * The fields of the kinds, from the OpenAPI document of ${info.title} ${info.version}; written by scripts/sandbox-schema.mjs.
 * A line is a type, then \`field:TYPE\` for each field, \`*\` if it must be there. TYPE is a scalar, \`a|b\` of an enumeration, another line's name,
 * \`[TYPE]\` a list that is replaced as a whole, \`<TYPE>\` a set, \`{key,key}TYPE\` a list of objects with keys, \`~TYPE\` a map, and \`=\` what is replaced as a whole.
 */
export const DEFINITIONS = \`
${body.join('\n')}\`;
`;
}

function define(name, {properties = {}, required = []}) {
  const short = shortName(name);
  if (lines.has(short)) return short;
  lines.set(short, '');
  const fields = Object.entries(properties).map(
    ([field, schema]) => `${field}:${typeOf(schema, `${short}.${field}`)}${required.includes(field) ? '*' : ''}`,
  );
  lines.set(short, fields.join(' '));
  return short;
}

function typeOf(schema, path) {
  const atomic = schema['x-kubernetes-map-type'] === 'atomic' ? '=' : '';
  if (schema.$ref !== undefined) return atomic + refType(schema.$ref.split('/').at(-1));
  if (schema.type === 'array') return listOf(schema, typeOf(schema.items, `${path}.item`));
  if (schema.additionalProperties) return `${atomic}~${typeOf(schema.additionalProperties, `${path}.value`)}`;
  if (schema.properties !== undefined) return atomic + define(path, schema);
  if (schema['x-kubernetes-int-or-string']) return 'intOrString';
  if (schema.enum !== undefined)
    return schema.enum.filter(one => one !== '').join('|') + (schema.enum.length > 1 ? '' : '|');
  return {string: 'string', integer: 'integer', number: 'number', boolean: 'boolean'}[schema.type] ?? 'any';
}

function refType(name) {
  if (SCALARS[name] !== undefined) return SCALARS[name];
  const definition = definitions[name];
  return (definition['x-kubernetes-map-type'] === 'atomic' ? '=' : '') + define(name, definition);
}

function listOf(schema, item) {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (keys !== undefined) return `{${keys.join(',')}}${item}`;
  return schema['x-kubernetes-list-type'] === 'set' ? `<${item}>` : `[${item}]`;
}

/** `Container` of io.k8s.api.core.v1.Container. */
function shortName(name) {
  const short = /^(io|org)\./.test(name) ? name.split('.').at(-1) : name;
  if ((origins.get(short) ?? name) !== name) throw new Error(`two definitions are called ${short}`);
  origins.set(short, name);
  return short;
}
