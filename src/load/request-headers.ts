import {Failure} from '../failure.js';
import type {RequestSpec, ValueOrEnv} from '../spec/schema.js';
import type {Route} from './route.js';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The headers of a request, names in lower case: the route's own, the spec's with their values read from `env`, and what every client
 * sends. Fails with `usage` on what can't be sent; messages name the header, never its value.
 */
export function requestHeaders(
  request: Pick<RequestSpec, 'headers' | 'body'>,
  label: string,
  route: Route,
  env: Environment,
): Record<string, string> {
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    const lower = name.toLowerCase();
    refuseUnsendable(lower, label, route);
    own[lower] = readValue(lower, value, label, env);
  }
  const isJson = request.body !== undefined && typeof request.body !== 'string';
  const headers: Record<string, string> = {
    'user-agent': 'chaos-cost-gate',
    accept: '*/*',
    ...(isJson ? {'content-type': 'application/json'} : {}),
    ...route.headers,
    ...own,
  };
  // Those of the route come from the kubeconfig.
  for (const [name, value] of Object.entries(headers)) refuseUnsendableValue(name, value, label);
  return headers;
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
/** They belong to the connection, which the generator manages. */
const OF_THE_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'expect',
  'content-length',
]);

function refuseUnsendable(name: string, label: string, route: Route): void {
  if (!TOKEN.test(name)) throw new Failure('usage', `\`${name}\` of the request \`${label}\` is no header name`);
  if (OF_THE_CONNECTION.has(name)) {
    throw new Failure('usage', `the header \`${name}\` of the request \`${label}\` can't be set`, {
      hint: 'Take it out: the load generator manages its connections itself.',
    });
  }
  if (name === 'authorization' && route.via === 'proxy') {
    throw new Failure(
      'usage',
      `the header \`authorization\` of the request \`${label}\` would not reach the service: the API server's proxy takes it for itself`,
      {
        hint: 'Give the Service `type: NodePort`, so that the load reaches it without the proxy.',
      },
    );
  }
}

function readValue(name: string, value: ValueOrEnv, label: string, env: Environment): string {
  const text = typeof value === 'string' ? value : env[value.fromEnv];
  if (text === undefined) {
    const variable = typeof value === 'string' ? '' : value.fromEnv;
    throw new Failure(
      'usage',
      `the environment variable ${variable} is not set; the header \`${name}\` of the request \`${label}\` is read from it`,
      {
        hint: `Set ${variable} in the workflow's \`env\`.`,
      },
    );
  }
  // Secrets often end in the newline of the file that they came from.
  const trimmed = text.trim();
  return trimmed;
}

function refuseUnsendableValue(name: string, value: string, label: string): void {
  if (!UNSENDABLE.test(value)) return;
  throw new Failure(
    'usage',
    `the value of the header \`${name}\` of the request \`${label}\` holds characters that a header can't`,
  );
}

/** All but tab and the visible characters of Latin-1. */
const UNSENDABLE = /[^\t\x20-\x7e\x80-\xff]/;
