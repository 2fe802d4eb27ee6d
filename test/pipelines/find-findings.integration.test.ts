import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Found, findFindings } from '../../src/pipelines/find-findings.ts';
import { databaseNow } from '../../src/store/database-clock.ts';
import { lastFindingRun, removeFindingRun } from '../../src/store/findings/finding-runs.ts';
import { oracleMessages } from '../store/findings/oracle.ts';
import { HISTORY_ENDS_AT, type ImportedHistory, importedHistory } from '../support/history.ts';

const DAY = 86_400;
const SEND_HOURS = { from: 8, to: 21 };

let world: ImportedHistory;
let asOf: Temporal.Instant;
let found: Found;
beforeAll(async () => {
  world = await importedHistory({ scale: 0.05 });
  asOf = await databaseNow(world.db);
  found = await findFindings(world.db, { asOf, kind: 'kept', sendHours: SEND_HOURS });
}, 120_000);
afterAll(() => world.drop());

type Row = Readonly<Record<string, number>>;

describe('the search for findings', () => {
  it('counts each person once, as in memory', async () => {
    const asOfS = Math.floor(asOf.epochMilliseconds / 1000);
    const recentS = (Math.floor(asOfS / DAY) - 56) * DAY;
    const persons = Map.groupBy(await oracleMessages(world.db, asOf), ({ person }) => person);
    const rows: readonly Row[] = await world
      .db('person_findings')
      .where({ run_id: found.runId })
      .orderBy('person_id')
      .select();
    expect(rows.map((row) => row['person_id'])).toEqual([...persons.keys()].toSorted((a, b) => a - b));
    for (const row of rows) {
      const messages = persons.get(Number(row['person_id'])) ?? [];
      const old = messages.filter(({ sentS }) => sentS <= asOfS - 2 * DAY);
      const recent = old.filter(({ sentS }) => sentS >= recentS);
      expect(row).toMatchObject({
        delivered_recent: recent.length,
        delivered_earlier: old.length - recent.length,
        clicked_recent: recent.filter(({ clicked }) => clicked).length,
        clicked_earlier: old.filter(({ sentS, clicked }) => sentS < recentS && clicked).length,
        dose30: messages.filter(({ sentS }) => sentS >= asOfS - 30 * DAY).length,
        dose90: messages.filter(({ sentS }) => sentS >= asOfS - 90 * DAY).length,
        last_delivered_s: Math.max(...messages.map(({ sentS }) => sentS)),
      });
    }
  });

  it('expects of all persons together what the model expects of the cells', async () => {
    const [row] = await world
      .db('person_findings')
      .where({ run_id: found.runId })
      .sum({ clicked: world.db.raw('clicked_recent + clicked_earlier') })
      .sum({ nano: world.db.raw('expected_recent_nano + expected_earlier_nano') });
    expect(Number(row?.['nano']) / 1e9).toBeGreaterThan(0.5 * Number(row?.['clicked']));
    expect(Number(row?.['nano']) / 1e9).toBeLessThan(2 * Number(row?.['clicked']));
  });

  it('stores what it found, and the same again of the same moment', async () => {
    const again = await findFindings(world.db, { asOf, kind: 'kept', sendHours: SEND_HOURS, parallel: 1 });
    expect(again.findings).toEqual(found.findings);
    const stored = await lastFindingRun(world.db, asOf);
    expect(stored).toMatchObject({ id: again.runId, isRecomputed: false, contacts: again.contacts });
    expect(await world.db('person_findings').distinct('run_id')).toEqual([{ run_id: again.runId }]);
    expect(await world.db('finding_rates').count({ n: '*' })).toEqual([{ n: 0 }]);
  });

  it('lets one search work at a time, and takes over from one that died', async () => {
    const at = new Date();
    const running = {
      as_of: at,
      kind: 'kept',
      is_recomputed: 0,
      state: 'running',
      is_only: 1,
      started_at: at,
    };
    await world.db('finding_runs').insert({ ...running, alive_at: world.db.raw('UTC_TIMESTAMP(3)') });
    const search = findFindings(world.db, { asOf, kind: 'kept', sendHours: SEND_HOURS });
    await expect(search).rejects.toMatchObject({ code: 'locked' });
    await world
      .db('finding_runs')
      .where({ is_only: 1 })
      .update({ alive_at: world.db.raw('UTC_TIMESTAMP(3) - INTERVAL 20 MINUTE') });
    const after = await findFindings(world.db, { asOf, kind: 'kept', sendHours: SEND_HOURS });
    expect(after.findings).toEqual(found.findings);
  });

  it('leaves nothing of a search somebody asked for in passing', async () => {
    const before = await lastFindingRun(world.db, asOf);
    const past = await findFindings(world.db, {
      asOf: HISTORY_ENDS_AT.subtract({ hours: 24 * 30 }),
      kind: 'passing',
      sendHours: SEND_HOURS,
    });
    expect(past.known).toBe('occurred');
    expect(past.contacts.persons).toBeGreaterThan(0);
    await removeFindingRun(world.db, past.runId);
    expect(await lastFindingRun(world.db, asOf)).toEqual(before);
    expect(await world.db('person_findings').distinct('run_id')).toEqual([{ run_id: before?.id }]);
    expect(await world.db('person_findings').where({ run_id: past.runId }).count({ n: '*' })).toEqual([
      { n: 0 },
    ]);
  });
});
