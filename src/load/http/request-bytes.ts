import type {PlannedRequest} from '../plan.js';

/** Methods of which a server expects to be told that there is no body. */
const WITH_BODY = new Set(['POST', 'PUT', 'PATCH']);

/** A request as it goes over the connection (RFC 9112). `host` is that of the origin, for requests that name no other. */
export function requestBytes({method, path, headers, body}: PlannedRequest, host: string): Buffer {
  const {host: named = host, ...others} = headers;
  const content = body === undefined ? undefined : Buffer.from(body);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `host: ${named}`,
    'connection: keep-alive',
    ...Object.entries(others).map(([name, value]) => `${name}: ${value}`),
    ...(content !== undefined || WITH_BODY.has(method) ? [`content-length: ${content?.length ?? 0}`] : []),
  ];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  return content === undefined ? head : Buffer.concat([head, content]);
}
