import { type Document, parseDocument } from 'yaml';
import { Failure, type FailureCode } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';

/** An alias is a shorthand; aliases of aliases are how a small file fills a memory. */
const MOST_ALIASES = 50;

const OVERFLOW = 'Maximum call stack';
const TOO_DEEP = 'is not YAML of ours: it is nested too deeply';

/** The plain values of one YAML document. Fails with the code, in one line, for what is none. */
export function readYaml(content: string, name: string, code: FailureCode): unknown {
  const document = parsed(content, name, code);
  const [broken] = document.errors;
  // the parser keeps some of its own trouble among the errors of the text
  if (broken?.message.startsWith(OVERFLOW) === true) throw new Failure(code, `${name}: ${TOO_DEEP}`);
  if (broken !== undefined) throw new Failure(code, `${name}: is not YAML: ${oneLine(broken.message)}`);
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (cause) {
    throw new Failure(code, `${name}: ${troubleWith(cause)}`, { cause });
  }
}

/** Without the picture of the place and the advice to a programmer. */
function oneLine(message: string): string {
  const [line = ''] = message.split('\n');
  return line.replace(/; please use [\w.]+\(\)/, '').replace(/:$/, '');
}

function parsed(content: string, name: string, code: FailureCode): Document {
  try {
    return parseDocument(content, { uniqueKeys: true });
  } catch (cause) {
    throw new Failure(code, `${name}: ${troubleWith(cause)}`, { cause });
  }
}

function troubleWith(cause: unknown): string {
  if (cause instanceof RangeError) return TOO_DEEP;
  const unresolved = cause instanceof Error ? /^Unresolved alias.*: (.*)$/s.exec(cause.message) : null;
  if (unresolved !== null) return `is not YAML: *${shownText(unresolved[1] ?? '')} names no anchor before it`;
  return `has too many aliases (&, *), at most ${MOST_ALIASES} are followed`;
}
