import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type App, openApp } from '../../src/app.ts';
import { registerDoctor } from '../../src/cli/commands/doctor.ts';
import { registerPhones } from '../../src/cli/commands/phones.ts';
import { registerReport } from '../../src/cli/commands/report.ts';
import { readConfig } from '../../src/config.ts';
import { loadCohorts } from '../../src/store/counts/load-cohorts.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { sqlOfPage } from '../support/docs-sql.ts';
import { IMPORT_SECRET } from '../support/import-bench.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const PAGE = join(import.meta.dirname, '../../docs/foreign-schema.md');

/** Names of the page, and those of this run: others may run at the same time on the same server. */
const own = randomBytes(4).toString('hex');
const names = { shop: '', views: '', account: `reader_${own}` };

let ours: FreshDatabase;
let admin: FreshDatabase;
let app: App;

function renamed(sql: string): string {
  return sql
    .replace(/\bshop\b/g, names.shop)
    .replace(/\bsms_source\b/g, names.views)
    .replace(/'sms_reports'/g, `'${names.account}'`);
}

beforeAll(async () => {
  [ours, admin] = await Promise.all([freshDatabase(), freshDatabase({ migrated: false })]);
  names.shop = `${admin.name}_a`;
  names.views = `${admin.name}_b`;
  for (const statement of sqlOfPage(PAGE)) await admin.db.raw(renamed(statement));
  await fillShop();
  const source = new URL(admin.url);
  source.username = names.account;
  source.password = encodeURIComponent('choose a long one');
  source.pathname = `/${names.views}`;
  const config = readConfig({
    DATABASE_URL: ours.url,
    REDIS_URL: inject('redisUrl'),
    SECRET_KEY: IMPORT_SECRET,
    SOURCE_DATABASE_URL: source.href,
  });
  app = await openApp({ config, schema: 'must-match' });
});

afterAll(async () => {
  await app.close();
  await admin.db.raw(`DROP USER '${names.account}'@'%'`);
  for (const name of [names.shop, names.views]) await admin.db.raw('DROP DATABASE ??', [name]);
  await admin.drop();
  await ours.drop();
});

function shop(table: string): ReturnType<FreshDatabase['db']> {
  return admin.db(`${names.shop}.${table}`);
}

/** Ten messages that count: eight in the week from Monday 16 November in Oslo, one before it, one after it. */
async function fillShop(): Promise<void> {
  await shop('regions').insert([
    { region_no: 1, title: 'North' },
    { region_no: 2, title: 'South' },
  ]);
  const member = (member_no: number, number: string, more = {}): object => ({
    member_no,
    dial_prefix: '47',
    number,
    zone: 'Europe/Oslo',
    region_no: member_no <= 3 ? 1 : 2,
    joined_utc: '2026-01-01 00:00:00',
    ...more,
  });
  await shop('members').insert([
    member(1, '40000001'),
    member(2, '40000002'),
    member(3, '0 400 00 003'),
    member(4, '40000004'),
    member(5, '4.00E+07'),
    member(6, '40000006', { deleted_at: '2026-11-01 00:00:00' }),
  ]);
  const mailing = (mailing_no: number, subject: string, category: string): object => ({
    mailing_no,
    subject,
    category,
    planned_local: '2026-11-16 08:00:00',
    zone: 'Europe/Oslo',
    links: category === 'OFFER' ? 1 : 0,
  });
  await shop('mailings').insert([
    mailing(501, 'Black week', 'OFFER'),
    mailing(502, 'Your parcel', 'SERVICE'),
  ]);
  await shop('letters').insert([
    { mailing_no: 501, letter: 'A', body: 'Now', percent: 50 },
    { mailing_no: 501, letter: 'B', body: 'Soon', percent: 50 },
  ]);
  await shop('draws').insert(
    [1, 2, 3, 4, 5, 6].map((member_no) => ({
      mailing_no: 501,
      member_no,
      letter: [1, 2, 6].includes(member_no) ? 'A' : 'B',
      drawn_utc: '2026-11-16 06:00:00',
    })),
  );
  await shop('outbox').insert(OUTBOX.map(outboxRow));
  await shop('hits').insert([
    {
      sms_no: 1,
      slot: 'top',
      target: 'https://shop.example/a',
      hit_utc: '2026-11-16 07:10:00.250',
      browser: PHONE,
    },
    {
      sms_no: 1,
      slot: 'top',
      target: 'https://shop.example/a',
      hit_utc: '2026-11-16 09:10:00',
      browser: PHONE,
    },
    {
      sms_no: 2,
      slot: 'top',
      target: 'https://shop.example/a',
      hit_utc: '2026-11-16 07:00:05',
      browser: 'curl/8.1',
    },
  ]);
  await shop('orders').insert([
    {
      order_no: 71,
      member_no: 1,
      sms_no: 1,
      placed_local: '2026-11-16 08:40:00',
      zone: 'Europe/Oslo',
      total_cents: 12_050,
      currency: 'EUR',
    },
    {
      order_no: 72,
      member_no: 4,
      sms_no: null,
      placed_local: '2026-11-17 08:40:00',
      zone: 'Europe/Oslo',
      total_cents: 9_900,
      currency: 'EUR',
    },
  ]);
  await shop('wishes').insert({ member_no: 2, verb: 'STOP', said_utc: '2026-11-16 07:30:00', sms_no: 2 });
  await shop('answers').insert({ member_no: 4, at_utc: '2026-11-16 07:31:00', body: 'Thanks' });
}

const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';

type Sms = readonly [
  number,
  number,
  number,
  string | null,
  string | null,
  string,
  string,
  string | null,
  number,
  number,
];

/** number, mailing, member, letter, local time, zone, state, code, pieces, cents */
const OUTBOX = [
  [1, 501, 1, 'A', '2026-11-16 08:00:00', 'Europe/Oslo', 'OK', null, 2, 8],
  [2, 501, 2, 'A', '2026-11-16 08:00:00', 'Europe/Oslo', 'OK', null, 1, 4],
  [3, 501, 3, 'B', '2026-11-16 08:00:00', 'Europe/Oslo', 'BAD', '30003', 1, 4],
  [4, 501, 4, 'B', '2026-11-16 08:00:00', 'Europe/Oslo', 'OK', null, 1, 4],
  [5, 501, 5, 'B', '2026-11-16 08:00:00', 'Europe/Oslo', 'TOOOLD', null, 1, 4],
  [6, 501, 6, 'A', '2026-11-16 08:00:00', 'Europe/Oslo', 'HANDED', null, 1, 4],
  [7, 502, 1, null, '2026-11-22 23:59:00', 'Europe/Oslo', 'OK', null, 1, 5],
  // 23:30 UTC on Sunday: Monday in Oslo
  [8, 502, 2, null, '2026-11-15 18:30:00', 'America/New_York', 'OK', null, 1, 5],
  // 22:30 UTC on Sunday: still Sunday in Oslo
  [9, 502, 3, null, '2026-11-15 23:30:00', 'Europe/Oslo', 'OK', null, 1, 5],
  [10, 502, 4, null, '2026-11-22 18:30:00', 'America/New_York', 'OK', null, 1, 5],
  // a trial, and one that waits
  [11, 501, 1, 'A', '2026-11-16 08:00:00', 'Europe/Oslo', 'OK', null, 1, 4],
  [12, 501, 2, 'A', null, 'Europe/Oslo', 'NEW', null, 1, 4],
] as const satisfies readonly Sms[];

/** UTC; all others twenty seconds after eight in Oslo */
const SINCE: ReadonlyMap<number, string> = new Map([
  [7, '2026-11-22 22:59:20'],
  [8, '2026-11-15 23:30:20'],
  [9, '2026-11-15 22:30:20'],
  [10, '2026-11-22 23:30:20'],
]);

function outboxRow([
  sms_no,
  mailing_no,
  member_no,
  letter,
  sent_local,
  zone,
  state,
  state_code,
  pieces,
  price_cents,
]: Sms): object {
  const state_since =
    state === 'HANDED' || state === 'NEW' ? null : (SINCE.get(sms_no) ?? '2026-11-16 07:00:20');
  const is_trial = sms_no === 11 ? 1 : 0;
  const gateway_ref = `ref-${sms_no}`;
  return {
    sms_no,
    mailing_no,
    member_no,
    letter,
    sent_local,
    zone,
    state,
    state_code,
    state_since,
    pieces,
    price_cents,
    price_currency: 'EUR',
    is_trial,
    gateway_ref,
  };
}

const WEEK = ['--from', '2026-11-16', '--to', '2026-11-23', '--tz', 'Europe/Oslo'];

function run(...words: readonly string[]): Promise<CommandRun> {
  return runCommand(app, [registerReport, registerDoctor, registerPhones], words);
}

async function counted() {
  const window = {
    from: Temporal.Instant.from('2026-11-15T23:00:00Z'),
    to: Temporal.Instant.from('2026-11-22T23:00:00Z'),
    timezone: 'Europe/Oslo',
  };
  const [total] = await loadCohorts(ours.db, { window, by: 'total' });
  return total?.cohort;
}

describe('a schema unlike ours, behind the views of docs/foreign-schema.md', () => {
  it('gives the numbers that were worked out by hand', async () => {
    const { stdout, failure } = await run('report', 'performance', ...WEEK);
    expect(failure).toBeNull();
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      'You sent 2 campaigns with 8 messages for €0.38; 5 were delivered, 1 contact clicked, 1 converted and 1 opted out.',
    );
    const cohort = await counted();
    expect(cohort?.money).toEqual([{ currency: 'EUR', costMicro: 380_000, revenueMicro: 120_500_000 }]);
    expect(cohort?.counts).toMatchObject({
      attempted: 8,
      delivered: 5, // 1, 2, 4 of the offer, 7 and 8 of the service
      undelivered: 1, // 3
      expired: 1, // 5
      unknown: 1, // 6: handed over, and nothing heard in 72 h
      parts: 9,
      deliveredContacts: 5,
      linkedContacts: 3,
      hits: 3,
      humanClicks: 2,
      botClicks: 1,
      clickingContacts: 1,
      readingContacts: 2, // one clicked, one answered
      convertingContacts: 1,
      conversions: 1, // the other order came by itself
      optedOutContacts: 1,
    });
    expect(cohort?.deliveryLatency).toMatchObject({ n: 5 });
    expect(await ours.db('links').select('link_id', 'url')).toEqual([
      { link_id: 'top', url: 'https://shop.example/a' },
    ]);
  });

  it('keeps contacts whose phone is gone or cannot be read, and says so', async () => {
    const phones = await ours
      .db('contacts')
      .orderBy('contact_id')
      .select('contact_id', 'phone_kind', 'phone_valid');
    expect(phones.map((row) => Object.values(row).join(' '))).toEqual([
      '1 mobile 1',
      '2 mobile 1',
      '3  0',
      '4 mobile 1',
      '5  ',
      '6  ',
    ]);
    const { stdout } = await run('phones', 'list', '--json');
    const listed: readonly Readonly<Record<string, unknown>>[] = JSON.parse(stdout);
    expect(listed.map(({ contactId, verdict, rule }) => [contactId, verdict, rule])).toEqual([
      ['3', 'fixable', 'trunk-zero'],
      ['5', 'unparseable', 'scientific-notation'],
    ]);
  });

  it('shows a later change of a row in the next report, and nothing twice', async () => {
    await shop('outbox')
      .where({ sms_no: 6 })
      .update({ state: 'OK', state_since: '2026-11-16 07:05:00', price_cents: 6 });
    await shop('members').where({ member_no: 6 }).update({ deleted_at: null });
    await run('report', 'performance', ...WEEK);
    const cohort = await counted();
    expect(cohort?.counts).toMatchObject({ attempted: 8, delivered: 6, unknown: 0, hits: 3, conversions: 1 });
    expect(cohort?.money).toMatchObject([{ costMicro: 400_000 }]);
    expect(await ours.db('contacts').where({ contact_id: '6' }).pluck('phone_kind')).toEqual(['mobile']);
    const before = await counted();
    await run('report', 'performance', ...WEEK);
    expect(await counted()).toEqual(before);
  });

  it('is followed by plain columns of its tables, so that their index serves', async () => {
    const kinds = ['contacts', 'messages', 'clicks', 'conversions', 'assignments', 'opt_outs', 'inbound'];
    for (const kind of kinds) {
      const by = ['contacts', 'messages', 'conversions'].includes(kind) ? 'updated_at' : 'seq';
      const value = by === 'seq' ? '1' : "'2026-11-01 00:00:00'";
      const [plan] = await admin.db.raw(
        `EXPLAIN FORMAT=JSON SELECT * FROM ${names.views}.${kind} WHERE ${by} >= ${value} ORDER BY ${by} LIMIT 1`,
      );
      const text = String(Object.values(plan[0])[0]);
      expect(text).toMatch(/"(key|index_name)": "(PRIMARY|touched)"/);
      expect(text).not.toMatch(/filesort|"sort"|materiali[sz]ed|derived/);
    }
  });
});

describe('what is wrong with the source', () => {
  const refusal = async (): Promise<unknown> => (await run('report', 'performance', ...WEEK)).failure;
  const viewOf = (kind: string): string =>
    renamed(sqlOfPage(PAGE).find((sql) => sql.startsWith(`CREATE VIEW sms_source.${kind} `)) ?? '');

  it('is told in one line: an account that may write', async () => {
    const grant = (verb: string): Promise<unknown> =>
      admin.db.raw(
        `${verb} INSERT, UPDATE ON ${names.views}.* ${verb === 'GRANT' ? 'TO' : 'FROM'} '${names.account}'@'%'`,
      );
    await grant('GRANT');
    expect(await refusal()).toEqual({
      code: 'bad-config',
      exit: 78,
      message:
        'SOURCE_DATABASE_URL: source rights INSERT, UPDATE; give SOURCE_DATABASE_URL an account with SELECT only',
    });
    await grant('REVOKE');
    expect(await refusal()).toBeNull();
  });

  it('is told in one line: a column or a view that is missing or broken', async () => {
    const view = viewOf('messages');
    await admin.db.raw(`DROP VIEW ${names.views}.messages`);
    expect(await refusal()).toMatchObject({
      message: expect.stringMatching(
        /^SOURCE_DATABASE_URL: source messages was read before and is missing now; make/,
      ),
    });
    await admin.db.raw(view.replace(/END AS status,/, 'END AS state,'));
    expect(await refusal()).toMatchObject({
      code: 'bad-config',
      message: 'SOURCE_DATABASE_URL: source messages lacks status; add the columns to the view',
    });
    await admin.db.raw(`DROP VIEW ${names.views}.messages`);
    await admin.db.raw(view);
    await admin.db.raw(`RENAME TABLE ${names.shop}.wishes TO ${names.shop}.gone`);
    expect(await refusal()).toMatchObject({
      message: expect.stringMatching(
        /^SOURCE_DATABASE_URL: source opt_outs refers to a table or column that is gone/,
      ),
    });
    const { stdout } = await run('doctor', '--json');
    expect(stdout).toContain('"subject": "source opt_outs"');
    await admin.db.raw(`RENAME TABLE ${names.shop}.gone TO ${names.shop}.wishes`);
    expect(await refusal()).toBeNull();
  });

  it('holds up no good row: a status word that nobody maps, a time that is none', async () => {
    const row = outboxRow([20, 502, 1, null, '2026-11-17 08:00:00', 'Europe/Olso', 'OK', null, 1, 5]);
    await shop('outbox').insert([
      row,
      { ...row, sms_no: 21, zone: 'Europe/Oslo', state: 'WEIRD' },
      { ...row, sms_no: 22, zone: 'Europe/Oslo' },
    ]);
    expect(await refusal()).toBeNull();
    expect((await counted())?.counts.attempted).toBe(9);
    const rejects = await ours.db('import_rejects').orderBy('row_no').select('column_name', 'reason');
    expect(rejects.map(({ column_name, reason }) => `${column_name}: ${reason}`)).toEqual([
      expect.stringMatching(/^sent_at: "2026-11-17T08:00:00\[Europe\/Olso\]" is no ISO 8601 time/),
      expect.stringMatching(/^status: "WEIRD" must be one of queued/),
    ]);
  });
});
