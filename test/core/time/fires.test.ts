import { describe, expect, it } from 'vitest';
import { type CalendarRule, parseRule } from '../../../src/core/time/calendar-rule.ts';
import { firesBetween, nextFire, nextFires, occurrenceKey } from '../../../src/core/time/fires.ts';
import { scanFires } from './scan-fires.ts';

const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text);

function fires(rule: string, timezone: string, from: string, until: string): readonly string[] {
  return firesBetween(parseRule(rule), timezone, instant(from), instant(until)).map(({ at }) => String(at));
}

describe('fires at a clock change', () => {
  it.each([
    ['30 2 * * *', 'Europe/Oslo', '2026-03-29T00:00Z', '2026-03-29T12:00Z', ['2026-03-29T01:30:00Z']],
    ['30 2 * * *', 'Europe/Oslo', '2026-10-24T12:00Z', '2026-10-25T12:00Z', ['2026-10-25T00:30:00Z']],
    ['0 0 * * *', 'Africa/Cairo', '2026-04-23T12:00Z', '2026-04-24T12:00Z', ['2026-04-23T22:00:00Z']],
    ['15 2 * * *', 'Australia/Lord_Howe', '2026-10-03T12:00Z', '2026-10-04T12:00Z', ['2026-10-03T15:45:00Z']],
    ['30 23 * * *', 'America/Nuuk', '2026-03-28T12:00Z', '2026-03-29T12:00Z', ['2026-03-29T01:30:00Z']],
    ['0 9 * * 1', 'Pacific/Apia', '2011-12-31T00:00Z', '2012-01-02T12:00Z', ['2012-01-01T19:00:00Z']],
    ['0 0 * * *', 'Asia/Beirut', '2026-03-28T12:00Z', '2026-03-29T12:00Z', ['2026-03-28T22:00:00Z']],
    ['0 9 * * *', 'America/Vancouver', '2026-12-01T00:00Z', '2026-12-02T00:00Z', ['2026-12-01T16:00:00Z']],
    ['0 9 * * *', 'America/Edmonton', '2026-12-01T00:00Z', '2026-12-02T00:00Z', ['2026-12-01T15:00:00Z']],
    ['0 9 * * *', 'Africa/Casablanca', '2026-12-01T00:00Z', '2026-12-02T00:00Z', ['2026-12-01T09:00:00Z']],
    // the repeated midnight of Havana means the first
    ['0 0 * * *', 'America/Havana', '2026-10-31T12:00Z', '2026-11-01T12:00Z', ['2026-11-01T04:00:00Z']],
  ])('%s in %s from %s', (rule, zone, from, until, expected) => {
    expect(fires(rule, zone, from, until)).toEqual(expected);
  });

  it('fires in both hours when the hour is every hour, and in the first when it is named', () => {
    const night = ['2026-10-24T23:30Z', '2026-10-25T02:30Z'] as const;
    const hourly = ['2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z', '2026-10-25T02:00:00Z'];
    expect(fires('0 * * * *', 'Europe/Oslo', ...night)).toEqual(hourly);
    expect(fires('hourly at :00', 'Europe/Oslo', ...night)).toEqual(hourly);
    expect(fires('0 0-23 * * *', 'Europe/Oslo', ...night)).toEqual([hourly[0], hourly[2]]);
  });

  it('fires once at an instant that a shifted time and a real one share', () => {
    const rule = parseRule('0 * * * *');
    const found = firesBetween(
      rule,
      'Europe/Oslo',
      instant('2026-03-29T00:30Z'),
      instant('2026-03-29T01:30Z'),
    );
    expect(found.map((fire) => occurrenceKey(fire, 'Europe/Oslo'))).toEqual(['2026-03-29T03:00']);
  });

  it('does not end at the April change of Lord Howe', () => {
    expect(fires('0 * * * *', 'Australia/Lord_Howe', '2026-04-04T13:30Z', '2026-04-04T17:00Z')).toEqual([
      '2026-04-04T14:00:00Z',
      '2026-04-04T15:30:00Z',
      '2026-04-04T16:30:00Z',
    ]);
  });

  it('has no run on a date of zero length', () => {
    expect(fires('0 9 * * *', 'Pacific/Apia', '2011-12-29T00:00Z', '2011-12-31T00:00Z')).toEqual([
      '2011-12-29T19:00:00Z',
      '2011-12-30T19:00:00Z',
    ]);
  });

  it('gives the two showings of a repeated hour different keys', () => {
    const rule = parseRule('30 * * * *');
    const found = firesBetween(
      rule,
      'Europe/Oslo',
      instant('2026-10-25T00:00Z'),
      instant('2026-10-25T02:00Z'),
    );
    expect(found.map((fire) => occurrenceKey(fire, 'Europe/Oslo'))).toEqual([
      '2026-10-25T02:30',
      '2026-10-25T02:30+01:00',
    ]);
  });
});

describe('the next fire', () => {
  it('is after the instant, not at it', () => {
    const rule = parseRule('daily at 08:00');
    const at = instant('2026-11-23T07:00Z');
    expect(String(nextFire(rule, 'Europe/Oslo', at)?.at)).toBe('2026-11-24T07:00:00Z');
    const before = at.subtract({ milliseconds: 1 });
    expect(String(nextFire(rule, 'Europe/Oslo', before)?.at)).toBe('2026-11-23T07:00:00Z');
  });

  it('finds the 29th of February across 2100', () => {
    const rule = parseRule('0 0 29 2 *');
    expect(String(nextFire(rule, 'UTC', instant('2096-03-01T00:00Z'))?.at)).toBe('2104-02-29T00:00:00Z');
  });

  it('lists as many as asked for', () => {
    const found = nextFires(
      parseRule('monthly on last day at 08:00'),
      'UTC',
      instant('2026-01-15T00:00Z'),
      14,
    );
    expect(found).toHaveLength(14);
    expect(String(found[13]?.at)).toBe('2027-02-28T08:00:00Z');
  });
});

/** Zones with skipped midnights, half-hour and two-hour jumps, date-line moves, changed rules. */
const ZONES = [
  ['Europe/Oslo', '2026-03-26', '2026-10-22'],
  ['America/New_York', '2026-03-05', '2026-10-29'],
  ['Australia/Lord_Howe', '2026-04-02', '2026-10-01'],
  ['Africa/Cairo', '2026-04-21', '2026-10-27'],
  ['America/Nuuk', '2026-03-26', '2026-10-22'],
  ['Asia/Beirut', '2026-03-26', '2026-10-22'],
  ['America/Havana', '2026-03-05', '2026-10-29'],
  ['America/Santiago', '2026-04-02', '2026-09-03'],
  ['Pacific/Apia', '2011-12-27', '2012-03-29'],
  ['Antarctica/Troll', '2026-03-26', '2026-10-22'],
  ['Asia/Pyongyang', '2015-08-12', '2018-05-02'],
  ['America/Caracas', '2007-12-07', '2016-04-28'],
  ['Africa/Casablanca', '2025-02-20', '2026-09-17'],
  ['America/Vancouver', '2026-03-05', '2026-10-29'],
  ['America/Sao_Paulo', '2018-11-01', '2019-02-14'],
  ['Pacific/Kwajalein', '1993-08-18', '1993-08-20'],
  ['Asia/Kathmandu', '2026-06-01', '2026-06-10'],
] as const;

/** xorshift32: the same rules in every run. */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

function randomRule(random: (below: number) => number): CalendarRule {
  const pick = (values: readonly string[]): string => values[random(values.length)] ?? '*';
  const minute = pick(['0', '30', '*/15', String(random(60)), `${random(60)},${random(60)}`]);
  const hour = pick(['*', '*', '0', '1-3', '23', '2', '*/2', String(random(24)), '0-23', '22,23,0,1']);
  const dayOfMonth = pick(['*', '*', '*', `${1 + random(28)}`, '25-31', '*/3']);
  const month = pick(['*', '*', '*', '3,4,10', '1-6/2']);
  const weekday = pick(['*', '*', '*', '0', 'mon-fri', '6,7']);
  return parseRule(`${minute} ${hour} ${dayOfMonth} ${month} ${weekday}`);
}

describe('fires agree with a minute-by-minute scan of the clock', () => {
  const seed = 20261123;
  it.each(ZONES)(`in %s around %s and %s (seed ${seed})`, (zone, ...starts) => {
    const random = randomOf(seed);
    for (const start of starts) {
      const from = instant(`${start}T${String(random(24)).padStart(2, '0')}:00Z`);
      const until = from.add({ hours: 24 * 4 });
      const clock = scanFires(zone, from, until);
      for (let round = 0; round < 25; round += 1) {
        const rule = randomRule(random);
        const ours = firesBetween(rule, zone, from, until).map(
          (fire) => `${String(fire.at)} ${fire.nominal.toString({ smallestUnit: 'minute' })}`,
        );
        expect(ours, `rule "${rule.text}" in ${zone} from ${String(from)}`).toEqual(clock(rule.text));
      }
    }
  });
});
