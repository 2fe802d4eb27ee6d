import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import { parseTimeZone } from '../core/time/time-zone.ts';
import { CODE_PROVIDERS } from '../providers/codes.ts';
import type { ImporterOptions } from '../providers/importer.ts';

export type ImporterFlags = {
  readonly timezone?: string;
  readonly errorDictionary?: string;
  readonly field?: readonly string[];
};

/** What a route is told about its provider, from flags. Throws `bad-input`. */
export function readImporterFlags({ timezone, errorDictionary, field }: ImporterFlags): ImporterOptions {
  return {
    timezone: timezone === undefined ? null : readZone(timezone),
    errorDictionary: errorDictionary === undefined ? null : readDictionary(errorDictionary),
    fields: Object.fromEntries((field ?? []).map(readPair)),
  };
}

function readZone(name: string): string {
  try {
    return parseTimeZone(name);
  } catch {
    throw new Failure('bad-input', `--timezone: ${shownText(name)} is no IANA zone such as Europe/Oslo`);
  }
}

function readDictionary(name: string): string {
  if (CODE_PROVIDERS.includes(name)) return name;
  throw new Failure(
    'bad-input',
    `--error-dictionary: there is no code table ${shownText(name)}; there are ${CODE_PROVIDERS.join(', ')}`,
  );
}

function readPair(pair: string): readonly [string, string] {
  const [, name, path] = /^([a-z][a-z_]{0,31})=(\S(?:.{0,198}\S)?)$/.exec(pair) ?? [];
  if (name !== undefined && path !== undefined) return [name, path];
  throw new Failure('bad-input', `--field: ${shownText(pair)} must be name=path, such as sender=data.from`);
}
