import { errorLine } from './core/error-line.ts';

type LogFields = Readonly<Record<string, unknown>>;

/** One JSON line per event on standard output; `event` is a stable kebab word. */
export type Log = {
  readonly info: (event: string, fields?: LogFields) => void;
  readonly warn: (event: string, fields?: LogFields) => void;
  readonly error: (event: string, error: unknown, fields?: LogFields) => void;
};

type Sink = { readonly write: (line: string) => void; readonly now: () => string };

const STDOUT: Sink = {
  write: (line) => void process.stdout.write(line),
  now: () => Temporal.Now.instant().toString({ smallestUnit: 'millisecond' }),
};

export function createLog(sink: Sink = STDOUT): Log {
  const line = (level: string, event: string, fields: LogFields): void => {
    sink.write(`${masked(JSON.stringify({ at: sink.now(), level, event, ...fields }, readable))}\n`);
  };
  return {
    info: (event, fields = {}) => line('info', event, fields),
    warn: (event, fields = {}) => line('warn', event, fields),
    error: (event, error, fields = {}) => line('error', event, { ...fields, ...errorFields(error) }),
  };
}

/** No stack: the code and the line say what is wrong; `--debug` of the command line is for stacks. */
function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { message: errorLine(error) };
  const code: unknown = 'code' in error ? error.code : error.name;
  return { code, message: errorLine(error) };
}

/** Somebody else's text may be a megabyte; a line of a log need not. */
const LONGEST = 4_000;
const SECRET_KEY = /pass(word)?$|secret|token|authorization/i;

function readable(key: string, value: unknown): unknown {
  if (SECRET_KEY.test(key)) return '***';
  if (typeof value === 'bigint') return String(value);
  // masked whole: a cut in the middle of a password would show its half
  if (typeof value === 'string' && value.length > LONGEST) return masked(value).slice(0, LONGEST);
  if (value instanceof Map) return Object.fromEntries(value);
  return value;
}

/** Phone numbers keep country and end: +47******67. Passwords in URLs go whole. */
function masked(text: string): string {
  return (
    text
      .replace(
        /\+\d{7,15}(?!\d)/g,
        (phone) => `${phone.slice(0, 3)}${'*'.repeat(phone.length - 5)}${phone.slice(-2)}`,
      )
      // only from the beginning of a word: else each letter of a long one is tried anew
      .replace(/(?<!\w)(\w+:\/\/)[^\s/@"]*@/g, '$1***@')
  );
}
