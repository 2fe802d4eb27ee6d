/** Why a request was not taken, as it is answered: one JSON line. */
export type Refusal = {
  readonly status: number;
  readonly error: string;
  readonly message: string;
  /** seconds; asks the provider to come again */
  readonly retryAfter?: number;
  readonly allow?: string;
};

export const MOST_BYTES = 1_048_576;
export const MOST_EVENTS = 1_000;

export const REFUSALS = {
  noHook: { status: 404, error: 'not-found', message: 'there is no such hook' },
  /** One text whatever was wrong: a guesser learns nothing. */
  unauthorized: {
    status: 401,
    error: 'unauthorized',
    message: 'the signature or secret is missing, wrong or too old',
  },
  badBody: { status: 400, error: 'bad-request', message: 'the request is damaged or ended too early' },
  notUtf8: { status: 415, error: 'unsupported-type', message: 'the body must be UTF-8' },
  otherEncoding: {
    status: 415,
    error: 'unsupported-type',
    message:
      'XML must be in the encoding it declares: UTF-8, ISO-8859-1, ISO-8859-15, Windows-1252 or UTF-16',
  },
  encoded: { status: 415, error: 'unsupported-type', message: 'the body must not be compressed' },
  noBody: { status: 400, error: 'bad-request', message: 'the request has no body' },
  tooLarge: {
    status: 413,
    error: 'too-large',
    message: `the body has more than ${MOST_BYTES} bytes, the most that is taken`,
  },
  tooMany: {
    status: 413,
    error: 'too-many-events',
    message: `the body has more than ${MOST_EVENTS} events; nothing was taken`,
  },
  tooOften: {
    status: 429,
    error: 'too-many-requests',
    message: 'this hook was called too often within a minute',
    retryAfter: 5,
  },
  full: {
    status: 503,
    error: 'busy',
    message: 'too many requests wait to be stored; send this one again',
    retryAfter: 2,
  },
  unavailable: {
    status: 503,
    error: 'unavailable',
    message: 'the database does not answer; send this one again',
    retryAfter: 5,
  },
  stopping: {
    status: 503,
    error: 'stopping',
    message: 'the server stops; send this one again',
    retryAfter: 5,
  },
  internal: {
    status: 500,
    error: 'internal',
    message: 'a defect of this program; the request was not taken',
  },
} as const satisfies Readonly<Record<string, Refusal>>;

export function wrongMethod(allow: string): Refusal {
  return { status: 405, error: 'method-not-allowed', message: `this hook takes ${allow}`, allow };
}

export function wrongType(types: readonly string[]): Refusal {
  return {
    status: 415,
    error: 'unsupported-type',
    message: `the content type must be one of ${types.join(', ')}`,
  };
}
