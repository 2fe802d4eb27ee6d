import type { Db } from '../connect.ts';
import { CUBES } from './cubes.ts';
import { SOURCES } from './sources.ts';
import { takeLease } from './state.ts';

const TABLES = [
  'rollup_due',
  'campaign_spans',
  ...CUBES.map(({ name }) => name),
  'response_facts',
  'conversion_facts',
  'click_facts',
  'person_messages',
  'message_facts',
  'finding_blocks',
  'finding_stale',
];

/**
 * Forgets all that was counted, so that the next ticks count everything again. Ticks wait meanwhile. TRUNCATE cannot
 * be taken back: when the process dies in between, `reconcile` (or this again) puts it right.
 */
export async function emptyRollups(db: Db): Promise<void> {
  await db.transaction(async (lease) => {
    await takeLease(lease);
    for (const table of TABLES) await db.raw('TRUNCATE TABLE ??', [table]);
    await lease('rollup_gaps').delete();
    await lease('rollup_state')
      .whereIn(
        'k',
        SOURCES.map(({ table }) => table),
      )
      .update({ v: 0 });
  });
}
