/** An answer that isn't HTTP/1.1, so that where it ends can't be known. */
export class BadAnswer extends Error {
  readonly code = 'BAD_ANSWER';
}
