import { describe, expect, it } from 'vitest';
import { parseRule } from '../../../src/core/time/calendar-rule.ts';
import { firesBetween } from '../../../src/core/time/fires.ts';
import type { Window } from '../../../src/core/time/window.ts';
import {
  customWindow,
  dueAt,
  previousWindows,
  type RollingKind,
  windowOf,
} from '../../../src/core/time/window-kinds.ts';

const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const shown = ({ from, to }: Window): string => `${String(from)} ${String(to)}`;
const hours = ({ from, to }: Window): number => from.until(to).total('hours');

function at(kind: RollingKind, now: string, timezone: string): Window {
  return windowOf(kind, dueAt(instant(now), timezone), timezone);
}

function ofRule(kind: RollingKind, rule: string, timezone: string, from: string, until: string): Window {
  const [fire] = firesBetween(parseRule(rule), timezone, instant(from), instant(until));
  if (fire === undefined) throw new Error('the rule does not fire');
  return windowOf(kind, fire, timezone);
}

describe('the window of a due time', () => {
  it('is the last complete hour, day, week from Monday, month in the zone', () => {
    const now = '2026-11-25T07:12:30Z';
    expect(shown(at('last-hour', now, 'Asia/Kolkata'))).toBe('2026-11-25T05:30:00Z 2026-11-25T06:30:00Z');
    expect(shown(at('last-day', now, 'Europe/Oslo'))).toBe('2026-11-23T23:00:00Z 2026-11-24T23:00:00Z');
    expect(shown(at('last-week', now, 'Europe/Oslo'))).toBe('2026-11-15T23:00:00Z 2026-11-22T23:00:00Z');
    expect(shown(at('last-month', now, 'Europe/Oslo'))).toBe('2026-09-30T22:00:00Z 2026-10-31T23:00:00Z');
  });

  it('follows from the nominal date when the clock pushes the run past midnight', () => {
    const window = ofRule(
      'last-day',
      '30 23 * * *',
      'America/Nuuk',
      '2026-03-29T01:00Z',
      '2026-03-29T02:00Z',
    );
    expect(shown(window)).toBe('2026-03-27T02:00:00Z 2026-03-28T02:00:00Z');
  });

  it('begins where the day begins, also without a midnight', () => {
    const window = ofRule('last-day', '0 0 * * *', 'Africa/Cairo', '2026-04-24T12:00Z', '2026-04-25T12:00Z');
    expect(shown(window)).toBe('2026-04-23T22:00:00Z 2026-04-24T21:00:00Z');
    expect(hours(window)).toBe(23);
  });

  it.each([
    ['last-day', '15 2 * * *', 'Australia/Lord_Howe', '2026-10-04T12:00Z', 23.5],
    ['last-day', '0 8 * * *', 'Europe/Oslo', '2026-10-25T12:00Z', 25],
    ['last-week', '0 9 * * 1', 'Pacific/Apia', '2012-01-01T12:00Z', 144],
    ['last-month', '0 0 1 * *', 'Asia/Beirut', '2026-03-31T12:00Z', 743],
  ] as const)('%s of %s in %s lasts as long as it does there', (kind, rule, zone, from, expected) => {
    const until = String(instant(from).add({ hours: 24 }));
    expect(hours(ofRule(kind, rule, zone, from, until))).toBe(expected);
  });

  it('passes over a date that the zone left out', () => {
    const window = ofRule('last-day', '0 9 * * *', 'Pacific/Apia', '2011-12-30T12:00Z', '2011-12-31T12:00Z');
    expect(shown(window)).toBe('2011-12-29T10:00:00Z 2011-12-30T10:00:00Z');
  });
});

describe('the windows before one', () => {
  it.each(['last-hour', 'last-day', 'last-week', 'last-month'] as const)(
    '%s: each ends where the next begins and equals the window of its own time, over clock changes',
    (kind) => {
      for (const timezone of [
        'Europe/Oslo',
        'Australia/Lord_Howe',
        'Africa/Cairo',
        'America/Nuuk',
        'Asia/Kolkata',
      ]) {
        for (const now of [
          '2026-10-25T12:00Z',
          '2026-10-04T12:00Z',
          '2026-04-05T03:00Z',
          '2026-04-25T06:00Z',
        ]) {
          const window = at(kind, now, timezone);
          const chain = [window, ...previousWindows(kind, window, 40)];
          for (const [index, one] of chain.entries()) {
            const next = chain[index + 1];
            if (next === undefined) continue;
            expect(String(next.to)).toBe(String(one.from));
            expect(shown(next)).toBe(shown(at(kind, String(one.from), timezone)));
          }
        }
      }
    },
  );

  it('have the length of a custom window in days, or in months when it is whole months', () => {
    const days = customWindow('2026-03-25', '2026-04-01', 'Europe/Oslo');
    expect(previousWindows('custom', days, 2).map(shown)).toEqual([
      '2026-03-17T23:00:00Z 2026-03-24T23:00:00Z',
      '2026-03-10T23:00:00Z 2026-03-17T23:00:00Z',
    ]);
    const months = customWindow('2026-02-01', '2026-04-01', 'UTC');
    expect(previousWindows('custom', months, 1).map(shown)).toEqual([
      '2025-12-01T00:00:00Z 2026-02-01T00:00:00Z',
    ]);
  });
});

describe('a custom window', () => {
  it('goes from the start of one local day to the start of another', () => {
    expect(shown(customWindow('2026-11-16', '2026-11-23', 'Asia/Kolkata'))).toBe(
      '2026-11-15T18:30:00Z 2026-11-22T18:30:00Z',
    );
  });

  it('may begin and end at a minute, and then the one before is as long', () => {
    const window = customWindow('2026-11-16T08:30', '2026-11-16T10:00', 'Europe/Oslo');
    expect(shown(window)).toBe('2026-11-16T07:30:00Z 2026-11-16T09:00:00Z');
    expect(previousWindows('custom', window, 1).map(shown)).toEqual([
      '2026-11-16T06:00:00Z 2026-11-16T07:30:00Z',
    ]);
  });

  it.each([
    ['2026-02-30', '2026-03-01', 'from: 2026-02-30 is not a date such as 2026-11-16'],
    ['16.11.2026', '2026-11-23', 'from: 16.11.2026 is not a date'],
    ['2026-11-16', '2026-11-16T25:00', 'to: 2026-11-16T25:00 is not a date'],
    ['2026-11-16', '2026-11-17T10:00Z', 'to: 2026-11-17T10:00Z is not a date'],
    ['2026-11-16', '2026-11-16', 'to: 2026-11-16 is not after from 2026-11-16'],
    ['2026-11-16', '2026-11-15', 'to: 2026-11-15 is not after from 2026-11-16'],
  ])('%s to %s is refused', (from, to, message) => {
    expect(() => customWindow(from, to, 'UTC')).toThrow(message);
  });

  it('is refused when the zone left its only date out', () => {
    expect(() => customWindow('2011-12-30', '2011-12-31', 'Pacific/Apia')).toThrow('is not after');
  });
});
