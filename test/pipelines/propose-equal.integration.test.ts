import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CleaningSettings, DEFAULT_CLEANING } from '../../src/core/cleaning/settings.ts';
import type { Db } from '../../src/store/connect.ts';
import { CleaningHistory } from '../support/cleaning-history.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { plantFlags } from '../support/plant-flags.ts';
import { proposeInWorld } from '../support/planted/import-world.ts';

const ROUNDS = 40;

/** So low that within months every rule, guard and gate opens and closes. */
const SETTINGS: CleaningSettings = {
  ...DEFAULT_CLEANING,
  absentFailures: 3,
  absentCampaigns: 2,
  absentDays: 4,
  barredPauseDays: 9,
  inactiveDelivered: 3,
  inactiveDays: 20,
  neverDelivered: 3,
  neverWithinDays: 25,
  neverSilence: 0.8,
  outageLongestDays: 5,
  trustLeast: 2,
  trustRevived: 0.4,
  libraryWrongLeast: 2,
  holdShare: 1,
};

/** All that a person is shown and all that a later search builds on. */
async function stateOf(db: Db): Promise<readonly string[]> {
  const open = await db('recommendations')
    .orderBy(['contact_id', 'reason', 'id'])
    .select(
      'contact_id',
      'person_id',
      'reason',
      'rule_id',
      'action',
      'confidence',
      'state',
      'version',
      'evidence',
    );
  const evidence = await db('number_evidence as e')
    .join('evidence_codes as c', 'c.id', 'e.code_id')
    .orderBy(['person_id', 'sent_s', 'message_id'])
    .select(
      'person_id',
      'sent_s',
      'message_id',
      'campaign_id',
      'c.code',
      'c.failure_class as of',
      'e.failure_class',
      'left_out',
      'delivered_before_s',
      // once something later was delivered, what else is later is no matter
      db.raw('delivered_last_s > sent_s AS met'),
      db.raw('attempts > 1 AS known'),
      db.raw('IF(delivered_last_s > sent_s, 0, unanswered_after) AS unanswered'),
      db.raw('delivered_last_s > sent_s OR attempted_last_s < sent_s + ? AS short', [
        SETTINGS.outageLongestDays * 86_400,
      ]),
    );
  const codes = await db('evidence_codes')
    .orderBy(['code', 'failure_class'])
    .select('code', 'failure_class', 'weight', 'is_distrusted');
  const histories = await db('code_histories as h')
    .join('evidence_codes as c', 'c.id', 'h.code_id')
    .orderBy(['person_id', 'code', 'failure_class', 'was_reached'])
    .select('person_id', 'code', 'failure_class', 'was_reached', 'condemned', 'reached_later');
  const cells = await db('evidence_cells')
    .orderBy(['campaign_id', 'hour', 'outcome_id', 'failure_class'])
    .select('campaign_id', 'hour', 'outcome_id', 'failure_class', 'failures', 'known', 'reached', 'met');
  return [...open, ...evidence, ...codes, ...histories, ...cells].map((row) => JSON.stringify(row));
}

/** Open recommendations that a search did not look at although more failed that it read. */
async function countSpared(db: Db, runId: number, sinceMs: number): Promise<number> {
  const rows = await db('recommendations as r')
    .join('number_evidence as e', 'e.person_id', 'r.person_id')
    .where({ is_open: 1, rule_id: 'R1' })
    .where('r.run_id', '<', runId)
    .where('e.sent_s', '>', sinceMs / 1000)
    .distinct('r.id');
  return rows.length;
}

/** Signs of life of the persons given, as a search may add to them. */
async function activityOf(db: Db, persons: readonly number[]): Promise<readonly string[]> {
  const rows = await db('number_activity')
    .whereIn('person_id', persons)
    .orderBy('person_id')
    .select(
      'person_id',
      'attempts',
      'delivered',
      'delivered_silent',
      'last_delivered_s',
      'last_click_s',
      'engaged_s',
      'ordered_s',
      'positive_s',
      'inactive_from_s',
      'attempted_last_s',
      'reached_s',
      'evidence_last_s',
    );
  return rows.map((row) => JSON.stringify(row));
}

/** Persons of whom only what is later may be read. */
async function watchedIn(db: Db): Promise<readonly number[]> {
  const rows: readonly { person_id: number }[] = await db('number_activity')
    .whereIn('is_watched', [1, 2])
    .whereNotNull('attempted_last_s')
    .select('person_id');
  return rows.map(({ person_id: person }) => person);
}

async function countOpen(db: Db, reason: string): Promise<number> {
  return Number((await db('recommendations').where({ reason, is_open: 1 }).count({ n: '*' }).first())?.['n']);
}

/** Whether never_engaged is possible decides how many are read: never, now and then, nearly always. */
const KINDS: readonly (readonly [seed: number, different: Partial<CleaningSettings>, leastSpared: number])[] =
  [
    [1, { neverSilence: 0, inactiveDays: 60 }, 1],
    [2, { neverSilence: 0.3 }, 0],
    [3, {}, 0],
  ];

describe.each(KINDS)('a random history, seed %i', (seed, different, leastSpared) => {
  const settings = { ...SETTINGS, ...different };
  let kept: FreshDatabase;
  let anew: FreshDatabase;
  beforeAll(async () => {
    kept = await freshDatabase();
    anew = await freshDatabase();
  });
  afterAll(async () => {
    await kept.drop();
    await anew.drop();
  });

  it('leads to the same proposals whether what is known is kept or all is read anew each time', {
    timeout: 900_000,
  }, async () => {
    const histories = [new CleaningHistory(kept.db, seed), new CleaningHistory(anew.db, seed)];
    for (const history of histories) await history.start();
    const seen = { tired: 0, proposed: 0, withdrawn: 0, healthy: 0, leftOut: 0, spared: 0 };
    let before = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const history of histories) for (let day = 0; day < 2; day += 1) await history.day();
      const at = histories[0]?.at ?? 0;
      // now and then a search for findings, and long none at all
      if (round % 3 === 1 || round > 30)
        for (const { db } of [kept, anew]) await plantFlags(db, at - 3_600_000, 1_000 * seed + round);
      const run = await proposeInWorld(kept.db, at, { settings });
      await proposeInWorld(anew.db, at, { settings, full: true });
      expect(run.scope === 'everybody', `round ${round}`).toBe(round === 0);
      expect(await stateOf(kept.db), `round ${round}`).toEqual(await stateOf(anew.db));
      const watched = await watchedIn(kept.db);
      expect(await activityOf(kept.db, watched), `round ${round}`).toEqual(
        await activityOf(anew.db, watched),
      );
      seen.tired += await countOpen(kept.db, 'fatigued');
      seen.proposed += run.counts.proposed;
      seen.withdrawn += run.counts.withdrawn;
      seen.healthy = Math.max(
        seen.healthy,
        Number((await kept.db('number_activity').where({ is_watched: 0 }).count({ n: '*' }).first())?.['n']),
      );
      seen.leftOut += run.excluded?.length ?? 0;
      if (round > 0) seen.spared += await countSpared(kept.db, run.id, before);
      before = at;
    }
    expect(seen.tired).toBeGreaterThan(20);
    expect(seen.proposed).toBeGreaterThan(20);
    expect(seen.withdrawn).toBeGreaterThan(5);
    expect(seen.healthy).toBeGreaterThan(3);
    expect(seen.leftOut).toBeGreaterThan(5);
    expect(seen.spared).toBeGreaterThanOrEqual(leastSpared);
  });
});
