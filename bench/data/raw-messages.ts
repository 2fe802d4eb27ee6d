import type { Db } from '../../src/store/connect.ts';
import { readSql } from '../raw-forms.ts';
import { analyzeAll } from './prepare-data.ts';

/** The raw side's copy of messages, with every message there is; fresh statistics of all tables, for both sides. */
export async function prepareRawMessages(db: Db): Promise<void> {
  await copyMessages(db);
  await analyzeAll(db);
}

async function copyMessages(db: Db): Promise<void> {
  const [[state]] = await db.raw(
    `SELECT (SELECT COUNT(*) FROM information_schema.tables
      WHERE table_schema = DATABASE() AND table_name = 'raw_messages') AS made`,
  );
  if (Number(state.made) === 1) {
    const [[counts]] = await db.raw(
      'SELECT (SELECT COUNT(*) FROM raw_messages) AS copied, (SELECT COUNT(*) FROM messages) AS there',
    );
    if (Number(counts.copied) === Number(counts.there)) return;
    await db.raw('DROP TABLE raw_messages');
  }
  await db.raw(readSql('create-messages'));
  await db.raw(readSql('build-messages'));
}
