import type { Db } from '../../src/store/connect.ts';

/** What a tick of late clicks looks up, in whatever month the messages are. */
const LOOKED_UP = [
  ['clicks', 'PRIMARY'],
  ['clicks', 'clicks_by_message'],
  ['click_facts', 'PRIMARY'],
  ['click_facts', 'click_facts_by_ip'],
  ['click_facts', 'click_facts_by_message'],
  ['click_facts', 'click_facts_by_person'],
  ['receipts', 'PRIMARY'],
  ['receipts', 'receipts_by_message'],
  ['messages', 'PRIMARY'],
  ['message_facts', 'PRIMARY'],
  ['person_messages', 'PRIMARY'],
  ['contacts', 'PRIMARY'],
] as const;

/** A server that has run for a while holds these in memory as far as they fit; one that has just started reads them from disk. */
export async function warmTables(db: Db): Promise<void> {
  for (const [table, index] of LOOKED_UP) {
    // twice: InnoDB moves a page to the front of its list at the second use
    for (let pass = 0; pass < 2; pass += 1)
      await db.raw(`SELECT COUNT(*) FROM ${table} FORCE INDEX (${index})`);
  }
}
