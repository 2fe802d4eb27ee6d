import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { zoneOffsets } from '../../../src/store/roll-up/zone-offsets.ts';
import { type FreshDatabase, freshDatabase } from '../../support/database.ts';

const ZONES = [
  'Africa/Casablanca',
  'America/Los_Angeles',
  'America/New_York',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Europe/Lisbon',
  'Europe/London',
  'Europe/Oslo',
  'Mars/Olympus',
  'Pacific/Apia',
  'UTC',
];
const DAY = 86_400;
/** UTC days of 2026: one in summer, the weeks around a change in Europe and America, Ramadan, the whole year. */
const SPANS = [
  [20_640, 20_640],
  [20_514, 20_545],
  [20_740, 20_760],
  [20_495, 20_535],
  [20_454, 20_818],
] as const;

let fresh: FreshDatabase;
beforeAll(async () => {
  fresh = await freshDatabase({ migrated: false });
  await fresh.db.raw(
    'CREATE TABLE sendings (zone VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, sent_s BIGINT NOT NULL)',
  );
});
afterAll(() => fresh.drop());

async function offsetsOf(
  rows: readonly { readonly zone: string | null; readonly sent_s: number }[],
  [from, to]: readonly [number, number],
): Promise<readonly (number | null)[]> {
  const { sql, bindings } = zoneOffsets(ZONES, 'q.zone', 'q.sent_s', { from, to });
  await fresh.db('sendings').delete();
  for (let at = 0; at < rows.length; at += 1000) await fresh.db('sendings').insert(rows.slice(at, at + 1000));
  const [found] = await fresh.db.raw(
    `SELECT ${sql} AS ahead FROM sendings q ORDER BY q.zone, q.sent_s`,
    bindings,
  );
  return found.map(({ ahead }: { ahead: number | null }) => (ahead === null ? null : Number(ahead)));
}

function aheadAt(zone: string, second: number): number {
  if (zone === 'Mars/Olympus') return 0;
  const clock = Temporal.Instant.fromEpochMilliseconds(second * 1000).toZonedDateTimeISO(zone);
  return clock.offsetNanoseconds / 1e9;
}

describe('offsets of zones as an expression', () => {
  it.each(SPANS)(
    'are those of the zone data on days %i to %i, to the second of a change',
    async (from, to) => {
      const seconds = new Set<number>([from * DAY, (to + 1) * DAY - 1]);
      for (let at = from * DAY; at < (to + 1) * DAY; at += 6 * 3600) seconds.add(at);
      for (const zone of ZONES.filter((name) => name !== 'Mars/Olympus')) {
        const clock = Temporal.Instant.fromEpochMilliseconds(from * DAY * 1000).toZonedDateTimeISO(zone);
        const change = clock.getTimeZoneTransition('next');
        if (change === null || change.epochMilliseconds >= (to + 1) * DAY * 1000) continue;
        seconds.add(change.epochMilliseconds / 1000).add(change.epochMilliseconds / 1000 - 1);
      }
      const rows = ZONES.flatMap((zone) =>
        [...seconds].toSorted((a, b) => a - b).map((second) => ({ zone, sent_s: second })),
      );
      expect(await offsetsOf(rows, [from, to])).toEqual(
        rows.map(({ zone, sent_s }) => aheadAt(zone, sent_s)),
      );
    },
  );

  it('are not known of a zone that is not in the list, nor of none', async () => {
    const rows = [
      { zone: null, sent_s: 20_640 * DAY },
      { zone: 'Asia/Tokyo', sent_s: 20_640 * DAY },
      { zone: "Europe/O'Slo", sent_s: 20_640 * DAY },
      { zone: 'europe/oslo', sent_s: 20_640 * DAY },
    ];
    expect(await offsetsOf(rows, [20_640, 20_640])).toEqual([null, null, null, null]);
  });

  it('are looked up elsewhere where a batch spans years, and where no zone was seen yet', () => {
    const days = { from: 18_000, to: 20_000 };
    expect(zoneOffsets(ZONES, 'q.zone', 'q.sent_s', days).sql).toBe('NULL');
    expect(zoneOffsets([], 'q.zone', 'q.sent_s', { from: 20_000, to: 20_000 }).sql).toBe('NULL');
  });

  it('take a name as a value, whatever is in it', async () => {
    const odd = "'; DROP TABLE sendings; --";
    const { sql, bindings } = zoneOffsets([odd], 'q.zone', 'q.sent_s', { from: 20_640, to: 20_640 });
    await fresh.db('sendings').delete();
    await fresh.db('sendings').insert({ zone: odd, sent_s: 20_640 * DAY });
    const [[row]] = await fresh.db.raw(`SELECT ${sql} AS ahead FROM sendings q`, bindings);
    expect(Number(row.ahead)).toBe(0);
  });
});
