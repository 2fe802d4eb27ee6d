import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import { readTemplate } from './read-template.ts';

/** Files of an operator in place of ours, by the path they have below the folder of the templates. */
export type Overrides = ReadonlyMap<string, { readonly source: string; readonly file: string }>;

export const NO_OVERRIDES: Overrides = new Map();

/** No template of ours has a tenth of it. */
const LONGEST = 200_000;
const LANGUAGE = /^languages\/[a-z]{2,3}\.json$/;

/**
 * Reads a folder of an operator. Refuses (`bad-config`, each a line) a folder that is not there, a file that is none of
 * `known`, one that is no text or too long. Hidden files and those an editor leaves behind are passed over.
 */
export function readOverrides(folder: string, known: readonly string[]): Overrides {
  const files = listFiles(folder);
  const faults = files.flatMap((file) => faultOfName(folder, file, known));
  if (faults.length > 0)
    throw new Failure(
      'bad-config',
      [...faults, `allowed are ${[...known].sort().join(', ')} and languages/<code>.json`].join('\n'),
    );
  return new Map(
    files.map((name) => {
      const file = join(folder, name);
      const source = readTemplate(file);
      if (source.length > LONGEST)
        throw new Failure(
          'bad-config',
          `${file}: has ${source.length} characters, at most ${LONGEST} are allowed`,
        );
      const line = source.split('\n').findIndex((one) => one.includes('\ufffd') || one.includes('\0'));
      if (line >= 0) throw new Failure('bad-config', `${file} line ${line + 1}: is not text in UTF-8`);
      return [name, { source: source.replaceAll('\r\n', '\n').replace(/^\ufeff/, ''), file }];
    }),
  );
}

function listFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map(({ parentPath, name }) =>
        join(parentPath, name).slice(join(folder, '/').length).replaceAll('\\', '/'),
      )
      .filter((file) => !/(?:^|\/)\.|~$|(?:^|\/)README\.md$/.test(file))
      .toSorted();
  } catch (cause) {
    throw new Failure('bad-config', `TEMPLATES_DIR: cannot read the folder ${folder}`, { cause });
  }
}

function faultOfName(folder: string, file: string, known: readonly string[]): readonly string[] {
  if (known.includes(file) || LANGUAGE.test(file)) return [];
  return [`${join(folder, file)}: there is no template of this name`];
}
