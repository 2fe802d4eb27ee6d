import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COUNT_KEYS, type Cohort, emptyCounts } from '../../../src/core/counts.ts';
import type { Window } from '../../../src/core/time/window.ts';
import type { Db } from '../../../src/store/connect.ts';
import { type CohortFilter, loadCohorts } from '../../../src/store/counts/load-cohorts.ts';
import { type Reading, readTogether } from '../../../src/store/counts/reading.ts';
import { tick } from '../../../src/store/roll-up/tick.ts';
import { type ReadRows, readerOn } from '../../../src/store/select-rows.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';
import { countFromRawRows, localHour, type OracleMessage } from '../roll-up/oracle.ts';
import { measuresOf } from '../roll-up/oracle-cubes.ts';
import { RandomWorld, randomOf } from '../roll-up/random-world.ts';
import { readRawRows } from '../roll-up/raw-rows.ts';

const SEED = Number(process.env['ROLLUP_SEED'] ?? 42);
const ZONES = [
  'UTC',
  'Europe/Oslo',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Australia/Eucla',
  'Pacific/Chatham',
  'Asia/Tokyo',
];

describe(`cohorts of a window, seed ${SEED}`, () => {
  let database: FreshDatabase;
  let messages: OracleMessage[];
  const random = randomOf(SEED);
  const int = (below: number): number => Math.floor(random() * below);

  beforeAll(async () => {
    database = await freshDatabase();
    const { db } = database;
    const world = new RandomWorld(db, random);
    await world.start();
    for (let n = 1; n <= 3; n += 1)
      await db('segments').insert({ segment_id: `s${n}`, name: `Segment ${n}` });
    for (const id of [1, 2])
      await db('variants').insert({ id, campaign_id: 1, variant_id: `${id}`, label: `${id}` });
    for (let step = 0; step < 1500; step += 1) await world.step();
    const now = Temporal.Instant.fromEpochMilliseconds(world.at);
    while ((await tick(db, { now })).hasMore);
    messages = countFromRawRows(await readRawRows(db), Math.floor(world.at / 1000));
  });
  afterAll(() => database.drop());

  it.each(ZONES)(
    'equals a plain count for windows that cut campaigns and days in %s',
    async (zone) => {
      const windows = [...daysIn(zone, int), oddWindow(zone, int), allTime(zone)];
      const message = messages[int(messages.length)];
      const filters = windows.flatMap((window) => filtersOf(window, int));
      const around = aroundCampaign(message, messages, zone);
      for (const [index, filter] of [...filters, ...around, ...atMessage(message, zone)].entries()) {
        const selected = messages.filter((message) => isIn(message, filter));
        const note = `seed ${SEED} ${JSON.stringify(filter)}`;
        const { db } = database;
        const isTogether = index % 2 === 0 || around.includes(filter);
        const found = await loadAll(isTogether ? readTogether(readerOn(db)) : db, filter);
        expect(found.total, `${note} total`).toEqual([['', plainCohort(selected)]]);
        expect(found.campaign, `${note} campaign`).toEqual(groups(selected, (m) => `c${m.campaign_id}`));
        expect(found.variant, `${note} variant`).toEqual(
          groups(selected, (m) => `c${m.campaign_id}/${m.variant_id}`),
        );
        expect(found.segment, `${note} segment`).toEqual(
          groups(selected, (m) => (m.segment_id === 0 ? 'none' : `s${m.segment_id}`)),
        );
        expect(found.day, `${note} day`).toEqual(groups(selected, (m) => dayOf(m, zone)));
        expect(found.hour, `${note} hour`).toEqual(
          groups(selected, (m) => `${localHour(m.sent_at, m.zone) % 24}`).map(([hour, counts]) => [
            hour,
            { ...counts, money: [] },
          ]),
        );
      }
    },
    120_000,
  );

  it('reads what a window holds wholly in one statement, and asks again only when it is cut', async () => {
    const [message] = messages;
    const [one, all] = aroundCampaign(message, messages, 'Asia/Kolkata');
    const [cut] = atMessage(message, 'Asia/Kolkata');
    const statements = async (filter: CohortFilter | undefined): Promise<number> => {
      if (filter === undefined) throw new Error('a world without messages');
      let count = 0;
      const read = readerOn(database.db);
      const counted: ReadRows = async (sql, values) => {
        count += 1;
        return read(sql, values);
      };
      await loadAll(readTogether(counted), filter);
      return count;
    };
    expect(await statements(one)).toBe(1);
    // the days of all campaigns depend on when they send
    expect(await statements(all)).toBe(2);
    expect(await statements(cut)).toBeGreaterThan(1);
  });

  it('knows nothing of a campaign that never sent, and of one that is not there', async () => {
    const { db } = database;
    await db('campaigns').insert({ campaign_id: 'planned', name: 'Planned' });
    for (const campaignIds of [['planned'], ['unknown']]) {
      const found = await loadAll(readTogether(readerOn(db)), { window: allTime('UTC'), campaignIds });
      const { total, ...groups } = found;
      expect(total).toEqual([['', plainCohort([])]]);
      expect(groups).toEqual({ campaign: [], variant: [], segment: [], day: [], hour: [] });
    }
  });
});

/** Windows that hold one campaign wholly, alone and with whatever else is sent then; and all time of all campaigns. */
function aroundCampaign(
  message: OracleMessage | undefined,
  messages: readonly OracleMessage[],
  timezone: string,
): readonly CohortFilter[] {
  const sent = messages.filter((one) => one.campaign_id === message?.campaign_id).map((one) => one.sent_at);
  const at = (milliseconds: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(milliseconds);
  const hour = 3_600_000;
  const window = { from: at(Math.min(...sent) - hour), to: at(Math.max(...sent) + hour), timezone };
  return [
    { window, campaignIds: [`c${message?.campaign_id}`] },
    { window: allTime(timezone) },
    { window: allTime(timezone), campaignIds: [`c${message?.campaign_id}`] },
    { window },
  ];
}

type Plain = Record<string, unknown>;

/** All breakdowns at once, as a report asks for them. */
async function loadAll(from: Db | Reading, filter: CohortFilter) {
  const list = (rows: readonly (readonly [string, Cohort])[]): (readonly [string, Plain])[] =>
    rows.map(([key, cohort]): readonly [string, Plain] => [key, plainOf(cohort)]).sort(byKey);
  const [total, campaigns, variants, segments, days, hours, narrowed] = await Promise.all([
    loadCohorts(from, { ...filter, by: 'total' }),
    loadCohorts(from, { ...filter, by: 'campaign' }),
    loadCohorts(from, { ...filter, by: 'variant' }),
    loadCohorts(from, { ...filter, by: 'segment' }),
    loadCohorts(from, { ...filter, by: 'day' }),
    loadCohorts(from, { ...filter, by: 'hour' }),
    loadCohorts(from, { ...filter, by: 'hour', counts: ['clickingContacts'] }),
  ]);
  expect(narrowed).toEqual(
    hours.map(({ hour, cohort: { counts, ...rest } }) => {
      const { attempted, clickingContacts } = counts;
      return {
        hour,
        cohort: { ...rest, counts: { ...emptyCounts(), attempted, clickingContacts }, money: [] },
      };
    }),
  );
  for (const of of ['deliveryLatency', 'clickAge'] as const) {
    const times = [total, campaigns, segments].map((rows) =>
      rows.reduce((sum, { cohort }) => sum + cohort[of].n, 0),
    );
    expect(new Set(times).size, `${of} ${times.join(', ')}`).toBe(1);
  }
  return {
    total: list(total.map((row) => ['', row.cohort])),
    campaign: list(campaigns.map((row) => [row.id, row.cohort])),
    variant: list(variants.map((row) => [`${row.campaignId}/${row.id === '' ? '0' : row.id}`, row.cohort])),
    segment: list(segments.map((row) => [row.id ?? 'none', row.cohort])),
    day: list(days.map((row) => [row.day, row.cohort])),
    hour: list(hours.map((row) => [`${row.hour}`, row.cohort])),
  };
}

function plainOf({ counts, money }: Cohort): Plain {
  return { ...counts, money };
}

function groups(messages: readonly OracleMessage[], key: (message: OracleMessage) => string) {
  return [...Map.groupBy(messages, key)]
    .map(([name, group]): readonly [string, Plain] => [name, plainCohort(group)])
    .sort(byKey);
}

function plainCohort(messages: readonly OracleMessage[]): Plain {
  const sums: Record<string, number> = Object.fromEntries(COUNT_KEYS.map((key) => [key, 0]));
  const money = new Map<string, { costMicro: number; revenueMicro: number }>();
  const of = (currency: string) => {
    const entry = money.get(currency) ?? { costMicro: 0, revenueMicro: 0 };
    money.set(currency, entry);
    return entry;
  };
  for (const message of messages) {
    const measures = measuresOf(message);
    for (const key of COUNT_KEYS) {
      sums[key] = (sums[key] ?? 0) + (measures[key.replaceAll(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)] ?? 0);
    }
    of(message.currency ?? '').costMicro += message.cost_micro;
    for (const { primary, currency, value_micro } of message.conversions)
      if (primary) of(currency ?? '').revenueMicro += value_micro;
  }
  const entries = [...money]
    .filter(([currency, sum]) => currency !== '' || sum.costMicro !== 0 || sum.revenueMicro !== 0)
    .map(([currency, sum]) => ({ currency, ...sum }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
  return { ...sums, money: entries };
}

function isIn(message: OracleMessage, filter: CohortFilter): boolean {
  const from = filter.window.from.epochMilliseconds;
  const to = filter.window.to.epochMilliseconds;
  return (
    message.sent_at >= from &&
    message.sent_at < to &&
    (filter.campaignIds?.includes(`c${message.campaign_id}`) ?? true) &&
    (filter.segmentIds?.includes(`s${message.segment_id}`) ?? true)
  );
}

function filtersOf(window: Window, int: (below: number) => number): readonly CohortFilter[] {
  return [
    { window },
    { window, campaignIds: [`c${1 + int(6)}`, `c${1 + int(6)}`, 'unknown'] },
    { window, segmentIds: [`s${1 + int(3)}`] },
    { window, campaignIds: [`c${1 + int(6)}`] },
    { window, campaignIds: [`c${1 + int(6)}`], segmentIds: ['s1', 's2'] },
  ];
}

/** Whole local days: some across a change of the clocks, some short. */
function daysIn(timezone: string, int: (below: number) => number): readonly Window[] {
  const start = Temporal.PlainDate.from('2026-01-10').add({ days: int(70) });
  return [7, 1, 31].map((days) => {
    const from = start.add({ days: int(20) });
    return {
      from: from.toZonedDateTime(timezone).toInstant(),
      to: from.add({ days }).toZonedDateTime(timezone).toInstant(),
      timezone,
    };
  });
}

/** Cuts minutes and seconds. */
function oddWindow(timezone: string, int: (below: number) => number): Window {
  const from = Temporal.Instant.from('2026-03-20T00:00:00Z').add({ seconds: int(700_000) });
  return { from, to: from.add({ seconds: 1 + int(900_000) }), timezone };
}

/** The campaign of a message in days that begin, and then that end, with its very second. */
function atMessage(message: OracleMessage | undefined, timezone: string): readonly CohortFilter[] {
  if (message === undefined) throw new Error('a world without messages');
  const from = Temporal.Instant.fromEpochMilliseconds(Math.floor(message.sent_at / 1000) * 1000);
  const campaignIds = [`c${message.campaign_id}`];
  return [
    { window: { from, to: from.add({ hours: 70 }), timezone }, campaignIds },
    { window: { from: from.subtract({ hours: 70 }), to: from.add({ seconds: 1 }), timezone }, campaignIds },
  ];
}

function allTime(timezone: string): Window {
  return {
    from: Temporal.Instant.from('2020-01-01T00:00:00Z'),
    to: Temporal.Instant.from('2030-01-01T00:00:00Z'),
    timezone,
  };
}

function dayOf(message: OracleMessage, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(message.sent_at)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}

function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}
