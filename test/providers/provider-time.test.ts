import { describe, expect, it } from 'vitest';
import { type DigitTime, readProviderTime } from '../../src/providers/provider-time.ts';

function iso(value: unknown, digits: DigitTime = 'unix', timezone: string | null = null): string | null {
  const reading = readProviderTime(value, digits, timezone);
  if (!reading.ok) return reading.reason;
  return reading.ms === null ? null : Temporal.Instant.fromEpochMilliseconds(reading.ms).toString();
}

describe('readProviderTime', () => {
  it.each([
    ['2015-11-19T09:37:35Z', '2015-11-19T09:37:35Z'],
    ['2019-11-09T16:00:00.000+0000', '2019-11-09T16:00:00Z'],
    ['2019-11-09T16:00:00.123456789+01:00', '2019-11-09T15:00:00.123Z'],
    ['2019-11-09 16:00:00 -0330', '2019-11-09T19:30:00Z'],
    ['2019-11-09T16:00:00 05:30', '2019-11-09T10:30:00Z'],
    ['2019-11-09 16:00 UTC', '2019-11-09T16:00:00Z'],
  ])('takes the zone that %s names, whatever is set', (text, expected) => {
    expect(iso(text)).toBe(expected);
    expect(iso(text, 'calendar', 'Asia/Kolkata')).toBe(expected);
  });

  it.each([
    [1433242301, '2015-06-02T10:51:41Z'],
    ['1433242301', '2015-06-02T10:51:41Z'],
    ['1433242301.5', '2015-06-02T10:51:41.5Z'],
    [1433242301999, '2015-06-02T10:51:41.999Z'],
    [999999999, '2001-09-09T01:46:39Z'],
  ])('tells Unix seconds from milliseconds: %s', (value, expected) => {
    expect(iso(value)).toBe(expected);
  });

  it.each([
    ['2611251930', '2026-11-25T18:30:00Z'],
    ['261125193059', '2026-11-25T18:30:59Z'],
    ['202611251930', '2026-11-25T18:30:00Z'],
    ['20261125193059', '2026-11-25T18:30:59Z'],
    ['2006.02.23 15:23:23', '2006-02-23T14:23:23Z'],
    ['2026-07-01 12:00:00', '2026-07-01T10:00:00Z'],
  ])('reads %s, which names no zone, in the zone that is set and never without one', (text, expected) => {
    expect(iso(text, 'calendar', 'Europe/Oslo')).toBe(expected);
    expect(iso(text, 'calendar')).toMatch(/^names no zone; set this provider's timezone/);
  });

  it('reads the same digits as a second or as a minute, as the importer says', () => {
    expect(iso('1433242301', 'unix')).toBe('2015-06-02T10:51:41Z');
    expect(iso('1412242301', 'calendar', 'UTC')).toBe('2014-12-24T23:01:00Z');
    expect(iso('1433242301', 'calendar', 'UTC')).toBe('is a time that does not exist');
  });

  it('takes the first of two autumn hours and moves a skipped spring hour on', () => {
    expect(iso('2026-10-25 02:30:00', 'unix', 'Europe/Oslo')).toBe('2026-10-25T00:30:00Z');
    expect(iso('2026-03-29 02:30:00', 'unix', 'Europe/Oslo')).toBe('2026-03-29T01:30:00Z');
  });

  it('keeps to its zone and quarter of an hour when both change from call to call', () => {
    for (const [text, zone, expected] of [
      ['2026-10-25 01:59:59', 'Europe/Oslo', '2026-10-24T23:59:59Z'],
      ['2026-10-25 03:00:00', 'Europe/Oslo', '2026-10-25T02:00:00Z'],
      ['2026-10-25 03:00:01', 'Asia/Kathmandu', '2026-10-24T21:15:01Z'],
      ['2026-10-25 03:00:02', 'Europe/Oslo', '2026-10-25T02:00:02Z'],
      ['2026-10-25 03:00:03', 'UTC', '2026-10-25T03:00:03Z'],
    ] as const)
      expect(iso(text, 'calendar', zone)).toBe(expected);
  });

  it('says that a timezone is none instead of failing', () => {
    expect(iso('2611251930', 'calendar', 'Nowhere/City')).toMatch(/timezone that does not exist/);
    expect(iso('2611251930', 'calendar', 'Europe/Oslo')).toBe('2026-11-25T18:30:00Z');
  });

  it.each([
    null,
    undefined,
    '',
    '  ',
    '0',
    0,
    '0000000000',
    '00000000000000',
    '0001-01-01T00:00:00',
    '0000-00-00 00:00:00',
    '1970-01-01T00:00:00Z',
  ])('takes %j for nothing said', (value) => {
    expect(iso(value, 'calendar')).toBeNull();
    expect(iso(value)).toBeNull();
  });

  it.each([
    ['yesterday', 'unix', /must be a time such as/],
    [true, 'unix', /must be a time/],
    [{}, 'unix', /must be a time/],
    ['2026-02-30T00:00:00Z', 'unix', /does not exist/],
    ['2026-11-25T24:00:00Z', 'unix', /does not exist/],
    ['2026-11-25T12:00:00+15:00', 'unix', /offset that does not exist/],
    ['1991-12-31T23:59:59Z', 'unix', /before 1992/],
    ['12345', 'unix', /Unix time/],
    [1e300, 'unix', /must be/],
    [-5, 'unix', /must be a time/],
    ['26112519', 'calendar', /YYMMDDhhmm/],
    ['2613251930', 'calendar', /does not exist/],
  ] as const)('refuses %j as %s', (value, digits, reason) => {
    expect(iso(value, digits, 'UTC')).toMatch(reason);
  });
});
