import { canNeverEngage } from './never-engaged.ts';
import { type ProposeSession, run, select } from './session.ts';

/**
 * Persons of whom another message may be silent than before, or whose silence is another chance: the clicks of a
 * campaign are known now, or are not any more. Call before any other: it says whether never_engaged is possible.
 * `before` = messages.id up to which messages were read; null = everybody is read anyway.
 */
export async function enqueueByRates(session: ProposeSession, before: number | null): Promise<void> {
  const { trx, settings } = session;
  const isPossible = await canNeverEngage(session);
  if (before !== null) {
    for (const row of await select(session, 'new-campaigns')) {
      await run(session, 'enqueue-tracked', { campaign: Number(row['campaign_id']), before });
    }
    const lost = await select(session, 'lost-campaigns');
    if (lost.length > 0) await run(session, 'enqueue-silent-watched');
    const state = await trx('cleaning_state').where({ k: 'never' }).first('v');
    const was = Number(state?.v ?? 0) === 1;
    if (isPossible || was) {
      const everybody = isPossible && !was ? 1 : 0;
      await run(session, 'enqueue-never', { everybody, neverDelivered: settings.neverDelivered });
    }
  }
  await trx('cleaning_campaigns').delete();
  await run(session, 'keep-campaigns');
  const state = { k: 'never', v: isPossible ? 1 : 0 };
  await trx('cleaning_state').insert(state).onConflict('k').merge(['v']);
}
