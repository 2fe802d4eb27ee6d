import { bringUpToDate } from '../../src/pipelines/bring-up-to-date.ts';
import { differences } from '../store/roll-up/compare-cubes.ts';
import { FAULTS_SECRET } from './source-day.ts';
import type { World } from './world.ts';

/** The day before, in each schedule's zone; bounds in UTC written by hand, not computed by the product. */
const WINDOWS: ReadonlyMap<string, readonly [from: string, to: string]> = new Map([
  ['oslo', ['2026-10-23 22:00:00', '2026-10-24 22:00:00']],
  ['utc', ['2026-10-24 00:00:00', '2026-10-25 00:00:00']],
  ['kolkata', ['2026-10-23 18:30:00', '2026-10-24 18:30:00']],
  ['new-york', ['2026-10-23 04:00:00', '2026-10-24 04:00:00']],
  ['short', ['2026-10-24 00:00:00', '2026-10-25 00:00:00']],
]);

export type Window = {
  /** COUNT(*) over the source, nothing of ours in between */
  readonly messages: number;
  /** as in source-day.ts */
  readonly hours: readonly number[];
};

export type Counted = {
  /** by the key of the schedule */
  readonly windows: ReadonlyMap<string, Window>;
  /** where facts and cubes differ from a plain count of the source, at the end */
  readonly differences: readonly string[];
};

export async function seeNumbers({ db }: World): Promise<Counted> {
  const windows = new Map<string, Window>();
  for (const [key, bounds] of WINDOWS) {
    const rows = await db('messages')
      .whereRaw('sent_at >= ? AND sent_at < ?', [...bounds])
      .select('provider_message_id as id');
    const hours = new Set(rows.map(({ id }) => Number(/^h(\d+)-/.exec(id)?.[1])));
    windows.set(key, { messages: rows.length, hours: [...hours] });
  }
  await bringUpToDate({ db, source: null, secretKey: FAULTS_SECRET, chunk: 20_000 });
  const clock = await db('rollup_state').where({ k: 'clock' }).first('v');
  return { windows, differences: await differences(db, Number(clock?.v)) };
}
