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

type Table = ReadonlyMap<string, CodeMeaning>;
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
  const table = tables.get(provider) ?? readTable(provider);
  return table.get(field === undefined ? code : `${field}\n${code}`) ?? null;
}

function readTable(provider: string): Table {
  const table = new Map<string, CodeMeaning>();
  tables.set(provider, table);
  if (!CODE_PROVIDERS.includes(provider)) return table;
  const content: unknown = JSON.parse(readFileSync(join(FOLDER, `${provider}.json`), 'utf8'));
  for (const part of list(property(content, 'fields'))) {
    const field = String(property(part, 'field'));
    for (const [code, cells] of Object.entries(Object(property(part, 'codes')))) {
      const meaning = readMeaning(provider, code, list(cells));
      table.set(`${field}\n${code}`, meaning);
      if (!table.has(code)) table.set(code, meaning);
    }
  }
  return table;
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
