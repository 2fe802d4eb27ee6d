import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFiles } from '../../src/pipelines/import-files.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { PLANTED_SECRET, proposeInWorld } from '../support/planted/import-world.ts';
import { openRows } from '../support/planted/score.ts';

const DAY = 86_400_000;
const END = Date.UTC(2026, 5, 1, 9);
const WEEKS = 20;
const CONTACTS = ['often', 'seldom', 'lapsed', 'watched', 'buyer'];
const FLAGS: readonly (readonly [contact: string, flag: number, dose30: number])[] = [
  ['often', 1, 15],
  ['seldom', 1, 10],
  ['lapsed', 3, 3],
  ['watched', 2, 15],
];

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'tired-'));
  const write = (kind: string, lines: readonly string[]): void =>
    writeFileSync(join(folder, `${kind}.csv`), `${lines.join('\n')}\n`);
  const at = (week: number): string => new Date(END - (WEEKS - week) * 7 * DAY).toISOString();
  write('segments', ['segment_id,name', 's1,All']);
  write('contacts', ['contact_id,phone,country', ...CONTACTS.map((name, n) => `${name},+479123450${n},NO`)]);
  const weeks = Array.from({ length: WEEKS }, (_, week) => week);
  write('campaigns', ['campaign_id,name,kind,link_count', ...weeks.map((w) => `k${w},K ${w},promotional,1`)]);
  write('messages', [
    'message_id,contact_id,campaign_id,segment_id,sent_at,status,status_at,provider',
    ...CONTACTS.flatMap((name) =>
      weeks.map((w) => `${name}${w},${name},k${w},s1,${at(w)},delivered,${at(w)},twilio`),
    ),
  ]);
  write('clicks', [
    'click_id,message_id,clicked_at,link_id,user_agent_class',
    ...CONTACTS.map((name) => `c${name},${name}2,${at(2).replace(':00.', ':59.')},l1,mobile`),
  ]);
  const latest = Temporal.Instant.fromEpochMilliseconds(END + 60 * DAY);
  await importFiles({ db: fresh.db, secretKey: PLANTED_SECRET, paths: [folder], latest });
  rmSync(folder, { recursive: true });
});
afterAll(() => fresh.drop());

/** What a kept search for findings leaves. */
async function find(atMs: number, flags: typeof FLAGS, textsPerWeek: number | null): Promise<void> {
  const { db } = fresh;
  const segments = [{ segment: 's1', textsPerWeek }];
  const lists = { common: [], windows: [], anomalies: [], drift: [] };
  const [runId] = await db('finding_runs').insert({
    as_of: new Date(atMs),
    kind: 'kept',
    is_recomputed: 0,
    state: 'done',
    started_at: new Date(atMs),
    alive_at: new Date(atMs),
    finished_at: new Date(atMs),
    findings: JSON.stringify({ v: 1, asOf: new Date(atMs).toISOString(), segments, ...lists }),
    contacts: '{}',
  });
  const segment = await db('segments').first('id');
  await db('person_findings').delete();
  for (const [contact, flag, dose30] of flags) {
    const person = await db('contacts').where({ contact_id: contact }).first('id');
    const counts = { delivered_recent: 21, clicked_recent: 0, delivered_earlier: 60, clicked_earlier: 10 };
    const expected = { expected_recent_nano: 4e9, expected_earlier_nano: 9e9 };
    const doses = { dose7: 3, dose30, dose90: 40, last_delivered_s: Math.floor(atMs / 1000) };
    const key = { run_id: runId, person_id: person.id, segment_id: segment.id, is_panel: 1, flag };
    await db('person_findings').insert({ ...key, ...counts, ...expected, ...doses });
    const bin = { run_id: runId, segment_id: segment.id, clicked_recent: 0, clicked_earlier: 10 };
    const steps = { recent_step: Math.round(4 * Math.log(4)), earlier_step: Math.round(4 * Math.log(9)) };
    const band = dose30 <= 4 ? 0 : dose30 <= 12 ? 2 : 3;
    const score = { score: 0.8, lapsed: 0.9, silence: 0.01, flag };
    await db('finding_bins')
      .insert({ ...bin, ...steps, band, ...score })
      .onConflict()
      .ignore();
  }
}

describe('people whom messages tired', () => {
  it('are proposed a rest, fewer messages or a question, and whoever is only watched nothing', async () => {
    await find(END - 3_600_000, FLAGS, 1.5);
    await proposeInWorld(fresh.db, END);
    expect(await openRows(fresh.db)).toEqual([
      { contact: 'often', reason: 'fatigued', rule: 'R11', action: 'pause' },
      { contact: 'seldom', reason: 'fatigued', rule: 'R12', action: 'lower' },
      { contact: 'lapsed', reason: 'inactive', rule: 'R13', action: 'reengage' },
    ]);
    const rows = await fresh.db('recommendations').orderBy('id');
    const jsonOf = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);
    expect(rows.map((row) => jsonOf(row.action_detail))).toEqual([
      { days: 14, perWeek: 1.5 },
      { perWeek: 1.5 },
      null,
    ]);
    expect(jsonOf(rows[0].evidence)).toMatchObject({
      because:
        'Used to click 1 message in 6; none of the last 21. If nothing had changed, 1 person in 100 would be that quiet.',
    });
    expect(Number(rows[0].confidence)).toBe(0.8);
    expect(Number(rows[2].confidence)).toBe(0.9);
  });

  it('are not asked about again when a person said no, and nothing is read anew without new findings', async () => {
    const at = new Date(END);
    await fresh
      .db('recommendations')
      .where({ rule_id: 'R12' })
      .update({ state: 'rejected', state_at: at, is_open: null, cool_down_until: new Date(END + 90 * DAY) });
    const idle = await proposeInWorld(fresh.db, END + 60_000);
    expect(idle.counts).toMatchObject({ read: 0, proposed: 0 });
    await find(END + 120_000, FLAGS, 1.5);
    const again = await proposeInWorld(fresh.db, END + 180_000);
    expect(again).toMatchObject({ scope: 'changed', counts: { read: 3, proposed: 0, silenced: 1 } });
    expect((await openRows(fresh.db)).map(({ contact }) => contact)).toEqual(['often', 'lapsed']);
  });

  it('are let be once they click, and once nothing is found any more', async () => {
    const message = await fresh.db('messages').where({ message_id: 'often19' }).first('id');
    await fresh.db('clicks').insert({
      click_id: 'back',
      message_id: message.id,
      clicked_at: new Date(END + 240_000),
      received_at: new Date(END + 240_000),
      agent_verdict: 1,
    });
    const clicked = await proposeInWorld(fresh.db, END + 300_000);
    expect(clicked.counts).toMatchObject({ withdrawn: 1 });
    expect((await openRows(fresh.db)).map(({ contact }) => contact)).toEqual(['lapsed']);
    await proposeInWorld(fresh.db, END + 20 * DAY);
    expect(await openRows(fresh.db)).toEqual([]);
    expect(await fresh.db('cleaning_flags').count({ n: '*' })).toEqual([{ n: 0 }]);
  });
});
