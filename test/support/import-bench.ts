import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceKind } from '../../src/core/source-kind.ts';
import { type ImportedFile, type ImportRequest, importFiles } from '../../src/pipelines/import-files.ts';
import type { Db } from '../../src/store/connect.ts';
import { type FreshDatabase, freshDatabase } from './database.ts';

export const IMPORT_SECRET = 'a secret for imports in tests, 40 characters';

export type ImportBench = FreshDatabase & {
  readonly folder: string;
  /** Writes `<kind>.csv` (or `name`) and imports it. */
  readonly give: (kind: SourceKind, csv: string, options?: GiveOptions) => Promise<ImportedFile>;
  /** every row of a table without ids of arrival, as text in a fixed order */
  readonly content: (table: string) => Promise<readonly string[]>;
  readonly touched: () => Promise<readonly string[]>;
  /** back to the beginning */
  readonly reset: () => Promise<void>;
};

type GiveOptions = Partial<ImportRequest> & { readonly name?: string };

/** After `reset`: three contacts (two of them one person), a campaign with two variants, two segments. */
export async function importBench(): Promise<ImportBench> {
  const fresh = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'import-'));
  const give: ImportBench['give'] = async (kind, csv, { name = `${kind}.csv`, ...options } = {}) => {
    writeFileSync(join(folder, name), csv);
    const request = { db: fresh.db, secretKey: IMPORT_SECRET, paths: [join(folder, name)], ...options };
    const [file] = await importFiles(request);
    return file as ImportedFile;
  };
  const reset = async (): Promise<void> => {
    for (const table of TABLES) await fresh.db(table).delete();
    await give('segments', 'segment_id,name\ns1,Everybody\ns2,Others\n');
    await give(
      'contacts',
      'contact_id,phone,country,timezone,segment_id\nc1,+4791234567,NO,Europe/Oslo,s1\nc2,+47 912 34 567,NO,,s2\nc3,,,,\n',
    );
    await give('campaigns', 'campaign_id,name,kind,link_count\np1,Black week,promotional,1\n');
    await give('variants', 'variant_id,campaign_id,label\na,p1,A\nb,p1,B\n');
  };
  return {
    ...fresh,
    folder,
    give,
    content: (table) => contentOf(fresh.db, table),
    touched: () => touchedMessages(fresh.db),
    reset,
    drop: async () => {
      rmSync(folder, { recursive: true });
      await fresh.drop();
    },
  };
}

const TABLES = [
  'segments',
  'contacts',
  'campaigns',
  'variants',
  'assignments',
  'messages',
  'receipts',
  'links',
  'clicks',
  'conversions',
  'opt_outs',
  'inbound',
  'imports',
  'import_rejects',
  'phone_verdicts',
  'rollup_touched',
  'rollup_touched_contacts',
];

export async function contentOf(db: Db, table: string): Promise<readonly string[]> {
  const rows: Record<string, unknown>[] = await db(table).select('*');
  return rows
    .map((row) =>
      JSON.stringify({ ...row, received_at: null }, (_key, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value,
      ),
    )
    .sort();
}

async function touchedMessages(db: Db): Promise<readonly string[]> {
  const ids = await db('rollup_touched as t')
    .join('messages as m', 'm.id', 't.message_id')
    .orderBy('m.message_id')
    .pluck('m.message_id');
  await db('rollup_touched').delete();
  return ids;
}
