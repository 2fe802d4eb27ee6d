import { readFile, stat } from 'node:fs/promises';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { ColumnMap, ColumnRule } from '../core/column-map.ts';
import { Failure } from '../core/failure.ts';
import { SOURCE_KINDS } from '../core/source-kind.ts';

const MOST_BYTES = 65_536;

const header = z.string({ error: 'must be the name of a column' }).min(1).max(200);
const scalar = z
  .union([z.string().max(200), z.number(), z.boolean()], { error: 'must be a word or a number' })
  .transform(String);

const RULE = z.union([
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
]);

const MAP = z.partialRecord(z.enum(SOURCE_KINDS), z.record(z.string(), RULE));

export type ColumnMapFile = { readonly map: ColumnMap; readonly text: string };

/** Reads a column map; see docs/interchange.md. Fails with `bad-input`. */
export async function readColumnMap(path: string): Promise<ColumnMapFile> {
  const text = await readSmallFile(path);
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined)
    throw new Failure('bad-input', `${path}: ${fault.message.split('\n')[0] ?? 'is no YAML'}`);
  const parsed = MAP.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Failure(
      'bad-input',
      `${path}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is no column map'}`,
    );
  }
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

async function readSmallFile(path: string): Promise<string> {
  try {
    const info = await stat(path);
    if (!info.isFile()) throw new Failure('bad-input', `${path}: is not a regular file`);
    if (info.size > MOST_BYTES) throw new Failure('bad-input', `${path}: is larger than 64 KiB`);
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    throw new Failure('bad-input', `${path}: cannot be read (${code})`, { cause });
  }
}
