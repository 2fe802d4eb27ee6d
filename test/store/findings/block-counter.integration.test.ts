import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScoredBin } from '../../../src/core/findings/contact-fatigue/contact-bin.ts';
import type { Db } from '../../../src/store/connect.ts';
import { blockCounter } from '../../../src/store/findings/blocks/block-counter.ts';
import { type Bounds, findBounds } from '../../../src/store/findings/bounds.ts';
import { factCounter } from '../../../src/store/findings/fact-counter.ts';
import type { FindingCounter } from '../../../src/store/findings/finding-counter.ts';
import { loadNames } from '../../../src/store/findings/names.ts';
import { tick } from '../../../src/store/roll-up/tick.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { RandomWorld, randomOf } from '../roll-up/random-world.ts';

const SEED = Number(process.env['FINDINGS_SEED'] ?? 5);
const ROUNDS = 30;
const DAY = 86_400_000;

let fresh: FreshDatabase;
let endsAt = 0;
beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.drop());

/** What is expected and how a bin is scored matters not, as long as it differs: by a number drawn from the name. */
function draw(...of: readonly (string | number)[]): number {
  return createHash('sha256').update(of.join(' ')).digest().readUInt32BE() / 2 ** 32;
}

/** All that a search is made of, as bytes. */
async function searched(db: Db, runId: number, counter: FindingCounter): Promise<readonly string[]> {
  const { cells, hours } = await counter.readCells();
  const sent = new Map(cells.map((cell) => [`${cell.campaignId} ${cell.segment} ${cell.weeksAgo}`, cell]));
  const rates = [...sent].map(([key, { campaignId, segment, weeksAgo }]) => ({
    campaignId,
    segment,
    weeksAgo,
    click: draw('click', key),
    optOut: draw('opt-out', key) / 50,
  }));
  const segments = await counter.countPersons(rates);
  const bins = await counter.readBins();
  const usual = { shape: 1.7, level: 0.9 };
  const doses = await counter.readDoseCells(usual);
  const scored = bins.flatMap(({ contacts: _contacts, ...bin }): readonly ScoredBin[] => {
    const score = draw(JSON.stringify(bin));
    const flag = score > 0.6 ? 'fatigued' : score > 0.3 ? 'watch' : null;
    return [{ ...bin, score, lapsed: score, silence: null, flag }];
  });
  const flags = await counter.saveFlags({ bins: scored, usual });
  const flagged = await db('person_findings')
    .where({ run_id: runId })
    .where('flag', '>', 0)
    .orderBy('person_id');
  const persons = flagged.map(({ run_id: _run, ...row }) => row);
  for (const table of ['person_findings', 'finding_bins', 'finding_rates'])
    await db(table).where({ run_id: runId }).delete();
  return Object.entries({ cells, hours, segments, bins, doses, flags, persons }).map(
    ([name, list]) => `${name} ${JSON.stringify(list)}`,
  );
}

/** Eight persons get three delivered texts each: enough for the mixture, and some of them never click. */
async function textOften(db: Db, world: RandomWorld, name: string): Promise<void> {
  const sent = Array.from({ length: 24 }, (_, n) => ({
    message_id: `${name}-${n}`,
    provider: 'test',
    contact_id: 1 + (n % 8),
    campaign_id: 1 + world.int(4),
    variant_id: 0,
    segment_id: world.int(4),
    sent_at: new Date(world.at - world.int(20) * 3_600_000),
  }));
  await db('messages').insert(sent);
  const rows = await db('messages')
    .whereIn(
      'message_id',
      sent.map((one) => one.message_id),
    )
    .select('id', 'sent_at');
  await db('receipts').insert(
    rows.map(({ id, sent_at: at }) => ({
      message_id: id,
      event_key: 7,
      status: 50,
      occurred_at: at,
      received_at: at,
    })),
  );
}

async function boundsAt(db: Db, at: number): Promise<Bounds> {
  const bounds = await findBounds(db, Temporal.Instant.fromEpochMilliseconds(at));
  return { ...bounds, view: { ...bounds.view, known: 'now' } };
}

describe(`the search for findings over what is kept, seed ${SEED}`, () => {
  it('counts the same bytes as over all facts, whatever came late, was corrected or taken back', {
    timeout: 300_000,
  }, async () => {
    const { db } = fresh;
    const world = new RandomWorld(db, randomOf(SEED));
    await world.start();
    await db('segments').insert([1, 2, 3].map((id) => ({ id, segment_id: `s${id}`, name: `S ${id}` })));
    await db('contacts')
      .where('id', '>', 12)
      .update({ created_at: new Date(world.at - 90 * DAY) });
    const seen = { blocks: 0, kept: 0, flagged: 0, silent: 0 };
    for (let round = 1; round <= ROUNDS; round += 1) {
      // some rounds' ids lie in one block, some in the next
      const last = (await db('messages').max({ last: 'id' }).first())?.last;
      await db.raw(`ALTER TABLE messages AUTO_INCREMENT = ${Number(last ?? 0) + (round % 2) * 8_192 + 1}`);
      for (let step = 0; step < (round % 2 === 0 ? 6 : 70); step += 1) await world.step();
      if (round % 2 === 1) await textOften(db, world, `r${round}`);
      world.at += world.int(48) * 3_600_000;
      while ((await tick(db, { now: Temporal.Instant.fromEpochMilliseconds(world.at), chunk: 100 })).hasMore);
      // contacts are no facts: what is said of them is read each time
      if (round % 4 === 0)
        await db('contacts')
          .where('id', 1 + world.int(40))
          .update({ phone_valid: world.int(2) });
      endsAt = world.at + 3_600_000;
      const bounds = await boundsAt(db, endsAt);
      const names = await loadNames(db);
      const stale = Number((await db('finding_stale').count({ n: '*' }).first())?.['n']);
      const blocks = Number((await db('finding_blocks').count({ n: '*' }).first())?.['n']);
      const kept = await searched(db, 1, blockCounter(db, 1, bounds, names, {}));
      expect(kept, `round ${round}`).toEqual(await searched(db, 2, factCounter(db, 2, bounds, names, {})));
      seen.blocks = Math.max(seen.blocks, stale);
      seen.kept += Math.max(0, blocks - stale);
      seen.flagged += (kept.at(-1) ?? '').split('"person_id"').length - 1;
      seen.silent += (kept.at(-1) ?? '').split('"flag":4').length - 1;
    }
    expect(seen.blocks).toBeGreaterThan(2);
    expect(seen.kept).toBeGreaterThan(ROUNDS);
    expect(seen.flagged).toBeGreaterThan(2 * ROUNDS);
    // some seeds let everybody click
    expect(seen.silent > 0 || SEED !== 5).toBe(true);
  });

  it('makes the same blocks from nothing', async () => {
    const { db } = fresh;
    const before = await db('finding_blocks').orderBy('block');
    expect(before.length).toBeGreaterThan(2);
    await db('finding_blocks').update({ format: 0, data: Buffer.alloc(1) });
    const bounds = await boundsAt(db, endsAt);
    await blockCounter(db, 1, bounds, await loadNames(db), { parallel: 1 }).readCells();
    expect(await db('finding_blocks').orderBy('block')).toEqual(before);
  });
});
