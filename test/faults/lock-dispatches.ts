import { connectMysql } from '../../src/store/connect.ts';
import type { World } from './world.ts';

/** Nobody can add or change a dispatch: error 1205 after a second, in the middle of a transaction that has written. */
export async function lockDispatches(world: World): Promise<() => Promise<void>> {
  const holder = connectMysql(world.databaseUrl, { poolSize: 1 });
  // locked already: by the same fault, a moment ago
  await holder.raw('SET innodb_lock_wait_timeout = 1');
  await holder.raw('SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  const trx = await holder.transaction(null, { isolationLevel: 'repeatable read' });
  await trx.raw('SELECT id FROM report_dispatches FOR UPDATE').catch(() => undefined);
  let released: Promise<void> | null = null;
  return () => {
    released ??= (async () => {
      await trx.rollback().catch(() => undefined);
      await holder.destroy();
    })();
    return released;
  };
}
