import { describe, expect, it } from 'vitest';
import { parseRule } from '../../../src/core/time/calendar-rule.ts';
import { firesBetween, nextFires, occurrenceKey } from '../../../src/core/time/fires.ts';
import { windowOf } from '../../../src/core/time/window-kinds.ts';

/**
 * Worked out by hand from RFC 5545 3.3.5 and the offsets in brackets: a local time in a gap is read with the offset
 * before it, one that comes twice means the first; only an hour of `*` fires in both. [zone, rule, from, until, fires]
 */
const TABLE: readonly (readonly [string, string, string, string, readonly string[]])[] = [
  // Oslo: 2026-03-29 02:00 -> 03:00 at 01:00Z (+1 to +2); 2026-10-25 03:00 -> 02:00 at 01:00Z
  [
    'Europe/Oslo',
    '0 2 * * *',
    '2026-03-28T12:00',
    '2026-03-30T12:00',
    ['2026-03-29T01:00', '2026-03-30T00:00'],
  ],
  ['Europe/Oslo', '59 2 * * *', '2026-03-28T12:00', '2026-03-29T12:00', ['2026-03-29T01:59']],
  ['Europe/Oslo', '0 3 * * *', '2026-03-28T12:00', '2026-03-29T12:00', ['2026-03-29T01:00']],
  [
    'Europe/Oslo',
    '*/15 2 * * *',
    '2026-03-28T12:00',
    '2026-03-29T12:00',
    ['2026-03-29T01:00', '2026-03-29T01:15', '2026-03-29T01:30', '2026-03-29T01:45'],
  ],
  [
    'Europe/Oslo',
    '*/15 2 * * *',
    '2026-10-24T12:00',
    '2026-10-25T12:00',
    ['2026-10-25T00:00', '2026-10-25T00:15', '2026-10-25T00:30', '2026-10-25T00:45'],
  ],
  [
    'Europe/Oslo',
    '*/15 2,3 * * *',
    '2026-03-28T12:00',
    '2026-03-29T12:00',
    ['2026-03-29T01:00', '2026-03-29T01:15', '2026-03-29T01:30', '2026-03-29T01:45'],
  ],
  [
    'Europe/Oslo',
    '30 * * * *',
    '2026-03-28T23:45',
    '2026-03-29T03:00',
    ['2026-03-29T00:30', '2026-03-29T01:30', '2026-03-29T02:30'],
  ],
  [
    'Europe/Oslo',
    '30 * * * *',
    '2026-10-24T23:45',
    '2026-10-25T03:00',
    ['2026-10-25T00:30', '2026-10-25T01:30', '2026-10-25T02:30'],
  ],
  [
    'Europe/Oslo',
    '0 0 * * *',
    '2026-10-24T12:00',
    '2026-10-26T12:00',
    ['2026-10-24T22:00', '2026-10-25T23:00'],
  ],
  [
    'Europe/Oslo',
    '30 2 29 3 *',
    '2025-01-01T00:00',
    '2027-12-31T00:00',
    ['2025-03-29T01:30', '2026-03-29T01:30', '2027-03-29T00:30'],
  ],
  // Cairo: 2026-04-24 00:00 -> 01:00 at 22:00Z of the 23rd (+2 to +3); 2026-10-30 00:00 -> 23:00 of the 29th at 21:00Z
  [
    'Africa/Cairo',
    '0 0 * * *',
    '2026-04-22T12:00',
    '2026-04-25T12:00',
    ['2026-04-22T22:00', '2026-04-23T22:00', '2026-04-24T21:00'],
  ],
  ['Africa/Cairo', '30 0 * * *', '2026-04-23T12:00', '2026-04-24T12:00', ['2026-04-23T22:30']],
  ['Africa/Cairo', '0 1 * * *', '2026-04-23T12:00', '2026-04-24T12:00', ['2026-04-23T22:00']],
  ['Africa/Cairo', '0 0,1 * * *', '2026-04-23T12:00', '2026-04-24T12:00', ['2026-04-23T22:00']],
  ['Africa/Cairo', '30 23 * * *', '2026-10-29T00:00', '2026-10-30T12:00', ['2026-10-29T20:30']],
  [
    'Africa/Cairo',
    '30 * * * *',
    '2026-10-29T20:00',
    '2026-10-29T23:00',
    ['2026-10-29T20:30', '2026-10-29T21:30', '2026-10-29T22:30'],
  ],
  ['Africa/Cairo', '0 0 * * 5', '2026-10-29T00:00', '2026-10-31T00:00', ['2026-10-29T22:00']],
  // Beirut: 2026-03-29 00:00 -> 01:00 at 22:00Z of the 28th; 2026-10-25 00:00 -> 23:00 of the 24th at 21:00Z
  ['Asia/Beirut', '0 0 * * 0', '2026-03-28T00:00', '2026-03-30T00:00', ['2026-03-28T22:00']],
  ['Asia/Beirut', '15 0 29 3 *', '2026-03-28T00:00', '2026-03-30T00:00', ['2026-03-28T22:15']],
  ['Asia/Beirut', '45 23 * * *', '2026-10-24T00:00', '2026-10-25T00:00', ['2026-10-24T20:45']],
  ['Asia/Beirut', '0 0 1 * *', '2026-03-31T00:00', '2026-04-02T00:00', ['2026-03-31T21:00']],
  // Santiago: 2026-04-05 00:00 -> 23:00 of the 4th at 03:00Z (-3 to -4); 2026-09-06 00:00 -> 01:00 at 04:00Z
  [
    'America/Santiago',
    '0 0 * * *',
    '2026-09-05T00:00',
    '2026-09-07T12:00',
    ['2026-09-05T04:00', '2026-09-06T04:00', '2026-09-07T03:00'],
  ],
  ['America/Santiago', '30 0 6 9 *', '2026-09-01T00:00', '2026-09-30T00:00', ['2026-09-06T04:30']],
  ['America/Santiago', '30 23 * * *', '2026-04-04T12:00', '2026-04-05T12:00', ['2026-04-05T02:30']],
  [
    'America/Santiago',
    '0 * * * *',
    '2026-04-05T01:30',
    '2026-04-05T04:30',
    ['2026-04-05T02:00', '2026-04-05T03:00', '2026-04-05T04:00'],
  ],
  // Lord Howe: 2026-04-05 02:00 -> 01:30 at 15:00Z of the 4th (+11 to +10:30); 2026-10-04 02:00 -> 02:30 at 15:30Z of the 3rd
  ['Australia/Lord_Howe', '45 1 * * *', '2026-04-04T00:00', '2026-04-05T00:00', ['2026-04-04T14:45']],
  [
    'Australia/Lord_Howe',
    '45 * * * *',
    '2026-04-04T14:00',
    '2026-04-04T16:30',
    ['2026-04-04T14:45', '2026-04-04T15:15', '2026-04-04T16:15'],
  ],
  [
    'Australia/Lord_Howe',
    '*/15 2 * * *',
    '2026-10-03T12:00',
    '2026-10-04T00:00',
    ['2026-10-03T15:30', '2026-10-03T15:45'],
  ],
  ['Australia/Lord_Howe', '0 2 * * *', '2026-10-03T12:00', '2026-10-04T00:00', ['2026-10-03T15:30']],
  ['Australia/Lord_Howe', '29 2 * * *', '2026-10-03T12:00', '2026-10-04T00:00', ['2026-10-03T15:59']],
  // Nuuk: 2026-03-28 23:00 -> 00:00 of the 29th at 01:00Z of the 29th (-2 to -1); 2026-10-25 00:00 -> 23:00 of the 24th at 01:00Z
  ['America/Nuuk', '0 23 * * *', '2026-03-28T12:00', '2026-03-29T12:00', ['2026-03-29T01:00']],
  ['America/Nuuk', '0 0 * * *', '2026-03-28T12:00', '2026-03-29T12:00', ['2026-03-29T01:00']],
  ['America/Nuuk', '0 23 28 * *', '2026-03-28T12:00', '2026-03-29T12:00', ['2026-03-29T01:00']],
  ['America/Nuuk', '30 23 * * *', '2026-10-24T12:00', '2026-10-25T12:00', ['2026-10-25T00:30']],
  // Apia: the 30th of December 2011 was left out, -10 to +14 at 10:00Z of the 30th
  [
    'Pacific/Apia',
    '0 12 * * *',
    '2011-12-28T12:00',
    '2012-01-01T00:00',
    ['2011-12-28T22:00', '2011-12-29T22:00', '2011-12-30T22:00', '2011-12-31T22:00'],
  ],
  ['Pacific/Apia', '0 9 * * 5', '2011-12-24T00:00', '2012-01-07T00:00', ['2012-01-05T19:00']],
  ['Pacific/Apia', '0 0 30 12 *', '2011-12-28T00:00', '2012-01-02T00:00', []],
  // Kathmandu: +5:45, never changes
  [
    'Asia/Kathmandu',
    '0 8 * * *',
    '2026-03-28T00:00',
    '2026-03-30T00:00',
    ['2026-03-28T02:15', '2026-03-29T02:15'],
  ],
  ['Asia/Kathmandu', '45 5 * * *', '2026-06-01T00:00', '2026-06-02T00:00', ['2026-06-02T00:00']],
  // Casablanca: 2026-02-15 03:00 -> 02:00 at 02:00Z (+1 to +0); 2026-03-22 02:00 -> 03:00 at 02:00Z
  ['Africa/Casablanca', '30 2 * * *', '2026-02-14T12:00', '2026-02-15T12:00', ['2026-02-15T01:30']],
  [
    'Africa/Casablanca',
    '*/30 * * * *',
    '2026-02-15T01:15',
    '2026-02-15T03:00',
    ['2026-02-15T01:30', '2026-02-15T02:00', '2026-02-15T02:30', '2026-02-15T03:00'],
  ],
  [
    'Africa/Casablanca',
    '*/15 2 * * *',
    '2026-03-21T12:00',
    '2026-03-22T12:00',
    ['2026-03-22T02:00', '2026-03-22T02:15', '2026-03-22T02:30', '2026-03-22T02:45'],
  ],
  // St John's: 2026-03-08 02:00 -> 03:00 at 05:30Z (-3:30 to -2:30); 2026-11-01 02:00 -> 01:00 at 04:30Z
  ['America/St_Johns', '30 2 * * *', '2026-03-08T00:00', '2026-03-08T12:00', ['2026-03-08T06:00']],
  [
    'America/St_Johns',
    '*/15 2 * * *',
    '2026-03-08T00:00',
    '2026-03-08T12:00',
    ['2026-03-08T05:30', '2026-03-08T05:45', '2026-03-08T06:00', '2026-03-08T06:15'],
  ],
  ['America/St_Johns', '30 1 * * *', '2026-11-01T00:00', '2026-11-01T12:00', ['2026-11-01T04:00']],
  [
    'America/St_Johns',
    '30 * * * *',
    '2026-11-01T03:00',
    '2026-11-01T06:00',
    ['2026-11-01T04:00', '2026-11-01T05:00', '2026-11-01T06:00'],
  ],
];

const utc = (text: string): Temporal.Instant => Temporal.Instant.from(`${text}Z`);

function fires(zone: string, rule: string, from: string, until: string): readonly string[] {
  return firesBetween(parseRule(rule), zone, utc(from), utc(until)).map(({ at }) =>
    at.toString().slice(0, 16),
  );
}

describe('due times worked out by hand', () => {
  it.each(TABLE)('%s, %s, from %s to %s', (zone, rule, from, until, expected) => {
    expect(fires(zone, rule, from, until)).toEqual(expected);
  });

  it.each(TABLE)(
    '%s, %s, from %s: one after the other gives the same',
    (zone, rule, from, until, expected) => {
      const found: string[] = [];
      for (let after = utc(from); ; ) {
        const [next] = nextFires(parseRule(rule), zone, after, 1, utc(until));
        if (next === undefined) break;
        found.push(next.at.toString().slice(0, 16));
        after = next.at;
      }
      expect(found).toEqual(expected);
    },
  );
});

/** Every minute of the real clock comes once, whatever the clock does: no minute is lost, none is doubled. */
describe('a rule of every minute', () => {
  it.each([
    ['Europe/Oslo', '2026-03-28T22:00'],
    ['Europe/Oslo', '2026-10-24T22:00'],
    ['Africa/Cairo', '2026-04-23T20:00'],
    ['Africa/Cairo', '2026-10-29T19:00'],
    ['Asia/Beirut', '2026-03-28T20:00'],
    ['Asia/Beirut', '2026-10-24T19:00'],
    ['America/Santiago', '2026-04-05T01:00'],
    ['America/Santiago', '2026-09-06T02:00'],
    ['Australia/Lord_Howe', '2026-04-04T13:00'],
    ['Australia/Lord_Howe', '2026-10-03T13:30'],
    ['America/Nuuk', '2026-03-28T23:00'],
    ['America/Nuuk', '2026-10-24T23:00'],
    ['Pacific/Apia', '2011-12-30T08:00'],
    ['Asia/Kathmandu', '2026-03-29T00:00'],
    ['Africa/Casablanca', '2026-02-15T00:00'],
    ['Africa/Casablanca', '2026-03-22T00:00'],
    ['America/St_Johns', '2026-03-08T03:30'],
    ['America/St_Johns', '2026-11-01T02:30'],
  ])('in %s around %s', (zone, from) => {
    const start = utc(from);
    const found = firesBetween(parseRule('* * * * *'), zone, start, start.add({ minutes: 300 }));
    expect(found.map(({ at }) => start.until(at).total('minutes'))).toEqual(
      Array.from({ length: 300 }, (_, minute) => minute + 1),
    );
    expect(new Set(found.map((fire) => occurrenceKey(fire, zone))).size).toBe(300);
  });
});

describe('windows of reports at a clock change', () => {
  it.each([
    // the nominal date decides: 23:30 of the 28th does not exist in Nuuk and comes at 00:30 of the 29th
    ['America/Nuuk', '30 23 * * *', '2026-03-28T12:00', 'last-day', '2026-03-27T02:00', '2026-03-28T02:00'],
    ['Europe/Oslo', '0 8 * * *', '2026-03-29T12:00', 'last-day', '2026-03-28T23:00', '2026-03-29T22:00'],
    ['Europe/Oslo', '0 8 * * *', '2026-10-25T12:00', 'last-day', '2026-10-24T22:00', '2026-10-25T23:00'],
    ['Africa/Cairo', '0 8 * * *', '2026-04-24T12:00', 'last-day', '2026-04-23T22:00', '2026-04-24T21:00'],
    ['Asia/Beirut', '0 0 1 * *', '2026-03-31T12:00', 'last-month', '2026-02-28T22:00', '2026-03-31T21:00'],
    ['Pacific/Apia', '0 9 * * 1', '2012-01-01T00:00', 'last-week', '2011-12-26T10:00', '2012-01-01T10:00'],
    [
      'Australia/Lord_Howe',
      '0 8 * * *',
      '2026-10-04T12:00',
      'last-day',
      '2026-10-03T13:30',
      '2026-10-04T13:00',
    ],
    [
      'America/St_Johns',
      '30 2 * * *',
      '2026-03-08T00:00',
      'last-hour',
      '2026-03-08T04:30',
      '2026-03-08T05:30',
    ],
  ] as const)('%s, %s after %s, %s', (zone, rule, after, kind, from, to) => {
    const [fire] = nextFires(parseRule(rule), zone, utc(after), 1);
    if (fire === undefined) throw new Error('never due');
    const window = windowOf(kind, fire, zone);
    expect([window.from, window.to].map(String)).toEqual([`${from}:00Z`, `${to}:00Z`]);
  });
});
