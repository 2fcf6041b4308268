import type {ServerResponse} from 'node:http';
import {StatusError} from '../store.js';

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  response.writeHead(status, {'content-type': 'application/json', 'content-length': Buffer.byteLength(text)}).end(text);
}

/** Answers with plain text. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {'content-type': 'text/plain; charset=utf-8'}).end(text);
}

/** Answers with a refusal; what is no {@link StatusError} is a defect of the sandbox, and said to be one. */
export function sendRefusal(response: ServerResponse, error: unknown): void {
  if (response.headersSent) return void response.destroy();
  const status = statusOf(error);
  if (status.details?.retryAfterSeconds !== undefined)
    response.setHeader('retry-after', String(status.details.retryAfterSeconds));
  sendJson(response, status.code, status);
}

/** The Status object of a refusal. */
export function statusOf(error: unknown) {
  const {code, reason, message, details} = isStatusError(error)
    ? error
    : new StatusError(500, 'InternalError', `the sandbox failed: ${error instanceof Error ? error.stack : error}`);
  const more = Object.keys(details).length === 0 ? {} : {details};
  const why = reason === '' ? {} : {reason};
  return {kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, ...why, ...more, code};
}

/** 501: what a real API server may do, and the sandbox doesn't. */
export function notServed(what: string): StatusError {
  return new StatusError(
    501,
    'NotImplemented',
    `the sandbox does not serve ${what}: it has only what the gate asks for; try a real cluster`,
  );
}

/** 404 in the words for paths below a known group. */
export function noSuchResource(): StatusError {
  return new StatusError(404, 'NotFound', 'the server could not find the requested resource');
}

/** 400 for requests that make no sense. */
export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

/** By its name, since jest has several realms. */
function isStatusError(error: unknown): error is StatusError {
  return error instanceof Error && error.name === 'StatusError';
}
