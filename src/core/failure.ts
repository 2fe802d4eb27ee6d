/**
 * The one error class. A failure means the world broke or somebody handed us something we refuse; an
 * expected "no answer" (too few, split is off) is a value in the result instead.
 */
export const FAILURES = {
  'bad-input': { exit: 2, means: 'a flag, a payload, a file or a row is not what is allowed' },
  'bad-state': { exit: 3, means: 'the thing exists but its state does not allow this now' },
  locked: { exit: 4, means: 'somebody else is doing this at the moment' },
  'schema-version': { exit: 5, means: 'the database schema is older or newer than this program' },
  'mysql-unreachable': { exit: 69, means: 'MySQL does not answer or refuses us' },
  'redis-unreachable': { exit: 69, means: 'Redis does not answer or refuses us' },
  'smtp-unreachable': { exit: 69, means: 'the mail server does not answer' },
  'remote-unreachable': {
    exit: 69,
    means: 'the platform we pull from does not answer, or with nothing to read',
  },
  'remote-refused': { exit: 69, means: 'the platform we pull from refuses what we ask' },
  'server-unavailable': { exit: 69, means: 'a private server cannot be found, unpacked or started' },
  'mail-refused': { exit: 69, means: 'the mail server refused this message or recipient' },
  'bad-config': { exit: 78, means: 'the configuration is incomplete or contradicts itself' },
  internal: { exit: 70, means: 'a defect of this program; please report it' },
} as const;

export type FailureCode = keyof typeof FAILURES;

type FailureOptions = { readonly retryable?: boolean; readonly cause?: unknown };

/** `message` is one line: what is wrong, where, what is allowed. No phone number in full, no secret. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly retryable: boolean;

  constructor(code: FailureCode, message: string, options: FailureOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Failure';
    this.code = code;
    this.retryable = options.retryable ?? false;
  }

  get exitCode(): number {
    return FAILURES[this.code].exit;
  }
}
