import { describe, expect, it } from 'vitest';
import { parseRule } from '../../../src/core/time/calendar-rule.ts';
import { civilDate } from '../../../src/core/time/civil-date.ts';
import { nextFires } from '../../../src/core/time/fires.ts';
import { steadyFires } from '../../../src/core/time/steady-fires.ts';
import { scanFires } from './scan-fires.ts';

const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text);

describe('fires while the clock does not jump', () => {
  it.each([
    ['Europe/Oslo', '2026-06-01T12:34Z'],
    ['Asia/Kolkata', '2026-02-27T18:29Z'],
    ['Asia/Kathmandu', '1994-12-30T00:00Z'],
    ['Pacific/Chatham', '2026-06-28T11:15Z'],
    ['America/New_York', '2044-02-27T04:59Z'],
    ['Pacific/Kiritimati', '2099-12-30T09:59Z'],
  ])('are those of a scan of the clock, in %s from %s', (zone, from) => {
    const after = instant(from);
    const until = after.add({ hours: 75 });
    const scanned = scanFires(zone, after, until);
    for (const rule of ['0 * * * *', '*/15 0,23 * * *', '30 2 29 2 *', '0 9 1 * 1', '59 23 * * mon-fri']) {
      const found = steadyFires(parseRule(rule), zone, after, until);
      expect(
        found?.map(({ at, nominal }) => `${String(at)} ${nominal.toString({ smallestUnit: 'minute' })}`),
      ).toEqual(scanned(rule));
    }
  });

  it.each([
    ['before a jump', '2026-03-26T00:00Z', '2026-03-27T02:00Z'],
    ['over a jump', '2026-03-28T00:00Z', '2026-03-30T00:00Z'],
    ['after a jump', '2026-03-31T00:30Z', '2026-03-31T02:00Z'],
  ])('say nothing %s of Oslo', (_, from, until) => {
    expect(steadyFires(parseRule('0 8 * * *'), 'Europe/Oslo', instant(from), instant(until))).toBeNull();
  });

  it('end where enough are found, and go on a month later', () => {
    const after = instant('2026-06-01T00:00Z');
    expect(steadyFires(parseRule('* * * * *'), 'UTC', after, after.add({ hours: 900 }), 3)).toHaveLength(3);
    const monthly = nextFires(parseRule('monthly on 28 at 08:00'), 'UTC', after, 13);
    expect(String(monthly.at(-1)?.at)).toBe('2027-06-28T08:00:00Z');
    expect(new Set(monthly.map(({ at }) => String(at))).size).toBe(13);
  });
});

describe('a date by arithmetic', () => {
  it('is the one of the calendar, from 1900 to 2400', () => {
    const epoch = Temporal.PlainDate.from('1970-01-01');
    for (let days = -25_567; days < 157_000; days += 13) {
      const { year, month, day, dayOfWeek, daysInMonth } = epoch.add({ days });
      expect(civilDate(days)).toEqual({ year, month, day, dayOfWeek, daysInMonth });
    }
  });
});
