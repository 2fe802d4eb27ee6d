import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Found, findFindings } from '../../src/pipelines/find-findings.ts';
import { databaseNow } from '../../src/store/database-clock.ts';
import { findBounds } from '../../src/store/findings/bounds.ts';
import { lastFindingRun, removeFindingRun } from '../../src/store/findings/finding-runs.ts';
import { loadNames } from '../../src/store/findings/names.ts';
import { readNextPeriod } from '../../src/store/findings/read-next-period.ts';
import { oracleMessages } from '../store/findings/oracle.ts';
import { HISTORY_ENDS_AT, type ImportedHistory, importedHistory } from '../support/history.ts';

const DAY = 86_400;
const SEND_HOURS = { from: 8, to: 21 };

let world: ImportedHistory;
let asOf: Temporal.Instant;
/** kept, and the same in passing: counted from facts, with a row for everybody */
let found: Found;
let counted: Found;
beforeAll(async () => {
  world = await importedHistory({ scale: 0.05 });
  asOf = await databaseNow(world.db);
  counted = await findFindings(world.db, { asOf, kind: 'passing', sendHours: SEND_HOURS });
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
      .where({ run_id: counted.runId })
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
      .where({ run_id: counted.runId })
      .sum({ clicked: world.db.raw('clicked_recent + clicked_earlier') })
      .sum({ nano: world.db.raw('expected_recent_nano + expected_earlier_nano') });
    expect(Number(row?.['nano']) / 1e9).toBeGreaterThan(0.5 * Number(row?.['clicked']));
    expect(Number(row?.['nano']) / 1e9).toBeLessThan(2 * Number(row?.['clicked']));
  });

  it('finds the same over what it keeps as over all facts, and the same again of the same moment', async () => {
    expect(bytesOf(found)).toEqual(bytesOf(counted));
    await removeFindingRun(world.db, counted.runId);
    const again = await findFindings(world.db, { asOf, kind: 'kept', sendHours: SEND_HOURS, parallel: 1 });
    expect(again.findings).toEqual(found.findings);
    const stored = await lastFindingRun(world.db, asOf);
    expect(stored).toMatchObject({ id: again.runId, isRecomputed: false, contacts: again.contacts });
    expect(bytesOf(again)).toEqual(bytesOf(found));
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
    const old = world.db.raw('UTC_TIMESTAMP(3) - INTERVAL 20 MINUTE');
    const left = { ...running, kind: 'passing', state: 'done', is_only: null, alive_at: old };
    await world.db('finding_runs').insert(left);
    const after = await findFindings(world.db, { asOf, kind: 'kept', sendHours: SEND_HOURS });
    expect(await world.db('finding_runs').where({ kind: 'passing' })).toEqual([]);
    expect(after.findings).toEqual(found.findings);
  });

  it('looks at what scored persons did in the 28 days after', async () => {
    const at = HISTORY_ENDS_AT.subtract({ hours: 24 * 40 });
    const past = await findFindings(world.db, { asOf: at, kind: 'passing', sendHours: SEND_HOURS });
    const bounds = await findBounds(world.db, at);
    const usual = past.usual ?? { shape: 1, level: 1 };
    const rows = await readNextPeriod(world.db, past.runId, bounds, await loadNames(world.db), usual);
    const fromS = Math.floor(at.epochMilliseconds / 1000);
    const scored = new Set(await scoredPersons(world, past.runId));
    const messages = (await oracleMessages(world.db, asOf)).filter(
      ({ person, sentS }) => scored.has(person) && sentS >= fromS && sentS < fromS + 28 * DAY,
    );
    const total = (of: 'delivered' | 'clicked' | 'optedOut'): number =>
      rows.reduce((all, row) => all + row.contacts * row[of], 0);
    expect(messages.length).toBeGreaterThan(50);
    expect(rows.reduce((all, { contacts }) => all + contacts, 0)).toBe(
      new Set(messages.map(({ person }) => person)).size,
    );
    expect(total('delivered')).toBe(messages.length);
    expect(total('clicked')).toBe(messages.filter(({ clicked }) => clicked).length);
    expect(total('optedOut')).toBe(messages.filter(({ optedOut }) => optedOut).length);
    await removeFindingRun(world.db, past.runId);
  });

  it('finds the same bytes on either engine', async () => {
    const at = HISTORY_ENDS_AT.subtract({ hours: 24 * 7 });
    const past = await findFindings(world.db, { asOf: at, kind: 'passing', sendHours: SEND_HOURS });
    await removeFindingRun(world.db, past.runId);
    const text = `${JSON.stringify(JSON.parse(bytesOf(past)), null, 1)}\n`;
    await expect(text).toMatchFileSnapshot('findings-of-the-demo.json');
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
    expect(await world.db('person_findings').where({ run_id: past.runId }).count({ n: '*' })).toEqual([
      { n: 0 },
    ]);
  });
});

function bytesOf({ findings, contacts, usual }: Found): string {
  return JSON.stringify({ findings, contacts, usual });
}

/** Persons whose bin was scored: by the numbers of both, in memory. */
async function scoredPersons({ db }: ImportedHistory, runId: number): Promise<readonly number[]> {
  const bins: readonly Row[] = await db('finding_bins').where({ run_id: runId }).select();
  const keys = new Set(
    bins.map((bin) =>
      [
        bin['segment_id'],
        bin['band'],
        bin['clicked_recent'],
        bin['clicked_earlier'],
        bin['recent_step'],
        bin['earlier_step'],
      ].join(' '),
    ),
  );
  const step = (nano: number): number => Math.round(4 * Math.log(Math.max(nano, 1) / 1e9));
  const persons: readonly Row[] = await db('person_findings')
    .where({ run_id: runId, is_reachable: 1 })
    .where('dose30', '>=', 4)
    .where('delivered_recent', '>', 0)
    .select();
  return persons
    .filter((row) => {
      const dose = row['dose30'] ?? 0;
      const band = dose <= 4 ? 0 : dose <= 8 ? 1 : dose <= 12 ? 2 : 3;
      const clicked = [Math.min(row['clicked_recent'] ?? 0, 8), Math.min(row['clicked_earlier'] ?? 0, 30)];
      const steps = [step(row['expected_recent_nano'] ?? 0), step(row['expected_earlier_nano'] ?? 0)];
      return keys.has([row['segment_id'], band, ...clicked, ...steps].join(' '));
    })
    .map((row) => row['person_id'] ?? 0);
}
