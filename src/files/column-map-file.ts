import { z } from 'zod';
import type { ColumnMap, ColumnRule } from '../core/column-map.ts';
import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import { SOURCE_KINDS } from '../core/source-kind.ts';
import { readSmallFile } from './read-small-file.ts';
import { readYaml } from './read-yaml.ts';

const MOST_BYTES = 65_536;

const header = z.string({ error: 'must be the name of a column' }).min(1).max(200);
const scalar = z
  .union([z.string().max(200), z.number(), z.boolean()], { error: 'must be a word or a number' })
  .transform(String);

const RULE = z.union(
  [
    header.transform((from) => ({ from, value: undefined, words: undefined })),
    z
      .strictObject({
        from: header.optional(),
        value: scalar.optional(),
        words: z.record(z.string(), scalar).optional(),
      })
      .refine(({ from, value }) => from !== undefined || value !== undefined, {
        error: 'needs `from` or `value`',
      }),
  ],
  {
    error:
      'must be the name of their column, or { from: their column, value: word, words: { theirs: ours } }',
  },
);

const MAP = z.partialRecord(
  z.enum(SOURCE_KINDS),
  z.record(z.string(), RULE, { error: 'must be a map of our columns to theirs' }),
  { error: `must be a map of ${SOURCE_KINDS.join(', ')}` },
);

export type ColumnMapFile = { readonly map: ColumnMap; readonly text: string };

/** Reads a column map; see docs/interchange.md. Throws one `bad-input` that names every problem, a line each. */
export async function readColumnMap(path: string): Promise<ColumnMapFile> {
  const text = await readSmallFile(path, { mostBytes: MOST_BYTES, code: 'bad-input' });
  const parsed = MAP.safeParse(readYaml(text, path, 'bad-input') ?? {});
  if (!parsed.success)
    throw new Failure(
      'bad-input',
      parsed.error.issues.map((issue) => `${path}: ${lineOf(issue)}`).join('\n'),
    );
  const map = new Map(
    SOURCE_KINDS.map((kind) => [
      kind,
      new Map<string, ColumnRule>(
        Object.entries(parsed.data[kind] ?? {}).map(([column, rule]) => [
          column,
          {
            from: rule.from ?? null,
            value: rule.value ?? null,
            words: new Map(Object.entries(rule.words ?? {})),
          },
        ]),
      ),
    ]),
  );
  return { map, text };
}

/** The JSON Schema of the file, for editors; committed as docs/column-map.schema.json. */
export function columnMapJsonSchema(): unknown {
  return {
    title: 'column map of sms-reports import',
    ...z.toJSONSchema(MAP, { io: 'input', target: 'draft-2020-12' }),
  };
}

function lineOf(issue: z.ZodError['issues'][number]): string {
  const field = issue.path.map((key) => shownText(String(key))).join('.');
  if (issue.code === 'unrecognized_keys') {
    const allowed = field === '' ? SOURCE_KINDS : ['from', 'value', 'words'];
    const keys = issue.keys.map((key) => [field, shownText(key)].filter(Boolean).join('.'));
    return `${keys.join(', ')}: is not a known key; allowed are ${allowed.join(', ')}`;
  }
  return `${field === '' ? 'the file' : field}: ${issue.message.replace(/^Invalid input: /, '')}`;
}
