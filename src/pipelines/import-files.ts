import type { SourceKind } from '../core/source-kind.ts';
import type { Db } from '../store/connect.ts';

export type ImportCounts = {
  /** = applied + duplicate + stale + rejected */
  readonly read: number;
  readonly applied: number;
  readonly duplicate: number;
  readonly stale: number;
  readonly rejected: number;
};

export type RefusedRow = { readonly row: number; readonly column: string; readonly reason: string };

export type ImportedFile = ImportCounts & {
  readonly file: string;
  readonly kind: SourceKind;
  /** `known`: the same file was imported before, its rows are counted as duplicates without being read again */
  readonly state: 'done' | 'known' | 'checked';
  readonly seconds: number;
  /** the first of the refused rows */
  readonly refused: readonly RefusedRow[];
  readonly warnings: readonly string[];
};

export type ImportRequest = {
  readonly db: Db;
  /** at least 32 characters; phone numbers are encrypted and hashed with keys derived from it */
  readonly secretKey: string;
  /** folders and files */
  readonly paths: readonly string[];
  /** whose codes `error_code` holds when a row has no `provider`; default `twilio` */
  readonly provider?: string | undefined;
  /** path of a column map */
  readonly map?: string | undefined;
  /** true = read and check, write nothing */
  readonly dryRun?: boolean | undefined;
  /** an import stops when more rows are refused; default 1,000 */
  readonly maxErrors?: number | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
};

export type ImportProgress = {
  readonly file: string;
  readonly kind: SourceKind;
  readonly rows: number;
  /** share of the bytes of this file, 0..1 */
  readonly share: number;
};
