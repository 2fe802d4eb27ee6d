import { basename } from 'node:path';
import type { SuppressedNumber } from '../core/cleaning/suppressed-number.ts';
import { withMargin } from '../core/cleaning/with-margin.ts';
import { Failure } from '../core/failure.ts';
import { type WrittenFile, writePrivateFile } from '../files/write-private-file.ts';
import {
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportName,
  type ExportOptions,
} from '../render/exports/catalogue.ts';
import { writeAudit } from '../store/audit.ts';
import { readSuppressedNumbers, type SuppressionQuery } from '../store/cleaning/suppressed-numbers.ts';
import type { Db } from '../store/connect.ts';
import { databaseNow } from '../store/database-clock.ts';
import { holdSettledPhoneKey } from '../store/phones/phone-key.ts';
import { retriedTransaction } from '../store/retried-transaction.ts';
import { openPhoneKeys, type PhoneSecret } from './open-phone-keys.ts';

type ExportRequest = {
  readonly query: SuppressionQuery;
  readonly format: ExportName;
  readonly options: ExportOptions;
  /** file for this user alone, or where the texts go */
  readonly out: { readonly path: string } | { readonly write: (text: string) => Promise<void> };
  readonly actor: string;
};

export type SuppressionExport = {
  readonly numbers: number;
  /** suppressed too, but no contact has the number any more: only its keyed hash is known */
  readonly hashOnly: number;
  /** the moment it is true for; ask `since` it the next time */
  readonly asOf: Temporal.Instant;
  /** null = not written to a file */
  readonly file: WrittenFile | null;
};

/** Numbers in full, for the platform that sends. Who took them out, and the hash of the file, stand in the audit log. */
export async function exportSuppressions(
  { db, secretKey }: { readonly db: Db; readonly secretKey: PhoneSecret },
  request: ExportRequest,
): Promise<SuppressionExport> {
  const { query, options, out } = request;
  const format: ExportFormat = EXPORT_FORMATS[request.format];
  if (format.needsGroup === true && options.group === null && !query.isLifted)
    throw new Failure(
      'bad-input',
      `--group: ${request.format} needs the id of the subscription group to leave`,
    );
  const tally = { numbers: 0, hashOnly: 0 };
  if (query.isLifted && format.onlyTakesOut === true)
    throw new Failure(
      'bad-input',
      `--lifted: importing a ${request.format} file takes numbers out; let them in again there by hand, or use csv`,
    );
  const looked = { ...query, since: query.since === null ? null : withMargin(query.since) };
  const asOf = await databaseNow(db);
  const file = await db.transaction(
    async (trx) => {
      await holdSettledPhoneKey(trx);
      const texts = textsOf(trx, { secretKey, query: looked, format, options, tally });
      if ('path' in out) return writePrivateFile(out.path, texts);
      for await (const text of texts) await out.write(text);
      return null;
    },
    { isolationLevel: 'repeatable read' },
  );
  await retriedTransaction(db, (trx) =>
    writeAudit(
      trx,
      {
        actor: request.actor,
        action: 'suppressions-export',
        object: `suppressions ${request.format}`,
        detail: {
          ...tally,
          isLifted: query.isLifted,
          since: query.since?.toString() ?? null,
          sha256: file?.sha256 ?? null,
          file: 'path' in out ? basename(out.path) : null,
          path: 'path' in out ? out.path : null,
        },
      },
      asOf,
    ),
  );
  return { ...tally, asOf, file };
}

type Reading = {
  readonly secretKey: PhoneSecret;
  readonly query: SuppressionQuery;
  readonly format: ExportFormat;
  readonly options: ExportOptions;
  readonly tally: { numbers: number; hashOnly: number };
};

async function* textsOf(
  trx: Db,
  { secretKey, query, format, options, tally }: Reading,
): AsyncGenerator<string> {
  const keys = await openPhoneKeys(trx, secretKey);
  yield format.head(options);
  const action = query.isLifted ? 'unsuppress' : 'suppress';
  for await (const { sealed, hashOnly } of readSuppressedNumbers(trx, query)) {
    const numbers = sealed.map(
      ({ phoneEnc, ...one }): SuppressedNumber => ({ ...one, phone: keys.decrypt(phoneEnc), action }),
    );
    tally.numbers += numbers.length;
    tally.hashOnly += hashOnly;
    yield format.lines(numbers, options);
  }
}
