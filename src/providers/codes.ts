import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../core/failure.ts';
import { type FailureClass, isFailureClass } from '../core/failure-class.ts';
import { isMessageStatus, type MessageStatus } from '../core/message-status.ts';

const FOLDER = join(import.meta.dirname, 'codes');

/** Value of a code as proof that the number itself is bad. */
export type Evidence = 'strong' | 'medium' | 'weak' | 'none';

export type CodeMeaning = {
  readonly status: MessageStatus;
  readonly failureClass: FailureClass;
  readonly evidence: Evidence;
  /** true = the recipient will not become reachable by itself; includes opt-outs, so no proof of a bad number */
  readonly isPermanent: boolean;
  /** false = general knowledge, not in the vendor's own text */
  readonly isConfirmed: boolean;
  readonly meaning: string;
};

/** A line of a table. `field` is the field of the provider's payload that holds the code, `source` where it was read. */
export type CodeRow = {
  readonly field: string;
  readonly code: string;
  readonly source: string;
} & CodeMeaning;

type Table = {
  readonly byCode: ReadonlyMap<string, CodeMeaning>;
  readonly rows: readonly CodeRow[];
  readonly sources: readonly string[];
};

const tables = new Map<string, Table>();

/** Providers whose codes we know: the files of src/providers/codes. */
export const CODE_PROVIDERS: readonly string[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -5))
  .sort();

/**
 * What a provider's code means; null = it is not in the table, keep it as it is. The same number means different
 * things at different providers, and in different fields of one: `field` names it, else the error field wins.
 */
export function codeMeaning(provider: string, code: string, field?: string): CodeMeaning | null {
  return tableOf(provider).byCode.get(field === undefined ? code : `${field}\n${code}`) ?? null;
}

/** Every code of a provider, the error field first; empty = there is no such table. */
export function codesOf(provider: string): readonly CodeRow[] {
  return tableOf(provider).rows;
}

/**
 * The field that `error_code` of a file holds, as receipts call it where a table knows two names; of a provider without
 * a table that of the column.
 */
export function errorFieldOf(provider: string): string {
  return tableOf(provider).rows[0]?.field.split(' / ')[0] ?? 'error_code';
}

/** Where the meanings of a provider's codes were read. */
export function sourcesOf(provider: string): readonly string[] {
  return tableOf(provider).sources;
}

function tableOf(provider: string): Table {
  const known = tables.get(provider);
  if (known !== undefined) return known;
  const table = readTable(provider);
  tables.set(provider, table);
  return table;
}

function readTable(provider: string): Table {
  const byCode = new Map<string, CodeMeaning>();
  const rows: CodeRow[] = [];
  if (!CODE_PROVIDERS.includes(provider)) return { byCode, rows, sources: [] };
  const content: unknown = JSON.parse(readFileSync(join(FOLDER, `${provider}.json`), 'utf8'));
  const sources = list(property(content, 'sources')).map(String);
  for (const part of list(property(content, 'fields'))) {
    const field = String(property(part, 'field'));
    for (const [code, cells] of Object.entries(Object(property(part, 'codes')))) {
      const meaning = readMeaning(provider, code, list(cells));
      const source = sources[Number(list(cells)[6]) - 1];
      if (source === undefined)
        throw new Failure('internal', `codes/${provider}.json: code ${code} has no source`);
      rows.push({ field, code, ...meaning, source });
      byCode.set(`${field}\n${code}`, meaning);
      if (!byCode.has(code)) byCode.set(code, meaning);
    }
  }
  return { byCode, rows, sources };
}

function readMeaning(provider: string, code: string, cells: readonly unknown[]): CodeMeaning {
  const [status, failureClass, evidence, permanent, confirmed, meaning] = cells;
  if (
    typeof status !== 'string' ||
    !isMessageStatus(status) ||
    typeof failureClass !== 'string' ||
    !isFailureClass(failureClass) ||
    (evidence !== 'strong' && evidence !== 'medium' && evidence !== 'weak' && evidence !== 'none')
  ) {
    throw new Failure('internal', `codes/${provider}.json: code ${code} is not in our words`);
  }
  return {
    status,
    failureClass,
    evidence,
    isPermanent: permanent === 1,
    isConfirmed: confirmed === 1,
    meaning: String(meaning),
  };
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
