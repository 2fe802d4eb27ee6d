import type { Db } from '../../src/store/connect.ts';

/** InnoDB refreshes this table only when nobody has read it for 100 ms: who asks all the time never sees news. */
export async function somebodyWaits(db: Db): Promise<boolean> {
  const [rows] = await db.raw("SELECT 1 FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'");
  return rows.length > 0;
}
