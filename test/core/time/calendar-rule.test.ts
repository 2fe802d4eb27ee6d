import { describe, expect, it } from 'vitest';
import { describeRule, isRuleDate, parseRule } from '../../../src/core/time/calendar-rule.ts';
import { parseTimeZone } from '../../../src/core/time/time-zone.ts';

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

function datesIn(rule: string, from: string, days: number): readonly string[] {
  const parsed = parseRule(rule);
  return Array.from({ length: days }, (_, index) => date(from).add({ days: index }))
    .filter((day) => isRuleDate(parsed, day))
    .map(String);
}

describe('a cron rule', () => {
  it('has lists, ranges, steps and names', () => {
    const rule = parseRule('0,30-40/5 8-18/5 * jan-MAR mon,FRI');
    expect(rule.minutes).toEqual([0, 30, 35, 40]);
    expect(rule.hours).toEqual([8, 13, 18]);
    expect(rule.days).toMatchObject({ months: [1, 2, 3], weekdays: [1, 5], either: false });
  });

  it('takes Sunday as 0, 7 and sun', () => {
    for (const sunday of ['0', '7', 'sun', 'SUN']) {
      expect(datesIn(`0 8 * * ${sunday}`, '2026-11-16', 14)).toEqual(['2026-11-22', '2026-11-29']);
    }
  });

  it('matches either day field when both are restricted, as crontab does', () => {
    expect(datesIn('0 8 13 * 5', '2026-11-10', 12)).toEqual(['2026-11-13', '2026-11-20']);
    expect(datesIn('0 8 1 * 5', '2026-11-27', 7)).toEqual(['2026-11-27', '2026-12-01']);
    expect(datesIn('0 8 */10 * 5', '2026-12-01', 31)).toEqual(['2026-12-11']);
  });

  it('knows an hour of every value', () => {
    expect(parseRule('0 * * * *').isEveryHour).toBe(true);
    expect(parseRule('0 0-23 * * *').isEveryHour).toBe(false);
    expect(parseRule('0 */2 * * *').isEveryHour).toBe(false);
  });

  it.each([
    ['0 25 * * *', 'hour: 25 is not 0-23 in "0 25 * * *"'],
    ['60 8 * * *', 'minute: 60 is not 0-59 in "60 8 * * *"'],
    ['0 8 0 * *', 'day of month: 0 is not 1-31 in "0 8 0 * *"'],
    ['0 8 * 13 *', 'month: 13 is not 1-12 in "0 8 * 13 *"'],
    ['0 8 * * 8', 'day of week: 8 is not 0-7 in "0 8 * * 8"'],
    ['0 8 * * mo', 'day of week: mo is not 0-7 in "0 8 * * mo"'],
    ['*/70 * * * *', 'minute: step 70 is not 1-59 in "*/70 * * * *"'],
    ['*/0 * * * *', 'minute: step 0 is not 1-59 in "*/0 * * * *"'],
    ['5/10 * * * *', 'minute: 5/10 is a step without a range, such as */2 or 0-59/2, in "5/10 * * * *"'],
    ['0 18-8 * * *', 'hour: 18-8 runs backwards in "0 18-8 * * *"'],
    ['0 8,, * * *', 'hour: (empty) is not 0-23 in "0 8,, * * *"'],
    ['0 -1 * * *', 'hour: (empty) is not 0-23 in "0 -1 * * *"'],
    ['0 8 L * *', 'day of month: L is not 1-31 in "0 8 L * *"'],
    ['0 8 * * 1#1', 'day of week: 1#1 is not 0-7 in "0 8 * * 1#1"'],
    ['H 8 * * *', 'minute: H is not 0-59 in "H 8 * * *"'],
    ['0 8 ? * *', 'day of month: ? is not 1-31 in "0 8 ? * *"'],
    ['0 8 30 2 *', 'day of month: 30 never comes in month 2 in "0 8 30 2 *"'],
    ['', 'rule: "" has 0 fields; a cron rule has 5: minute hour day-of-month month day-of-week'],
    [
      '0 8 * *',
      'rule: "0 8 * *" has 4 fields; a cron rule has 5: minute hour day-of-month month day-of-week',
    ],
    [
      '0 0 8 * * *',
      'rule: "0 0 8 * * *" has 6 fields; a cron rule has 5: minute hour day-of-month month day-of-week',
    ],
    ['@daily', 'rule: "@daily" has 1 fields; a cron rule has 5: minute hour day-of-month month day-of-week'],
    [42, 'rule: must be text such as "daily at 08:00" or "0 8 * * 1"'],
    [`0 8 ${'1,'.repeat(80)}1 * *`, 'rule: is 169 characters, at most 120 allowed'],
  ])('%j is refused in one line', (rule, message) => {
    expect(() => parseRule(rule)).toThrow(expect.objectContaining({ code: 'bad-input', message }));
  });
});

describe('a preset', () => {
  it.each([
    ['daily at 08:00', [8], [0]],
    ['Weekdays at 17:45', [17], [45]],
    ['weekly  on Monday at 07:30', [7], [30]],
  ])('%j has a time', (rule, hours, minutes) => {
    expect(parseRule(rule)).toMatchObject({ hours, minutes, isEveryHour: false });
  });

  it('means dates', () => {
    expect(datesIn('weekdays at 08:00', '2026-11-20', 5)).toEqual(['2026-11-20', '2026-11-23', '2026-11-24']);
    expect(datesIn('weekly on monday, thursday at 08:00', '2026-11-16', 7)).toEqual([
      '2026-11-16',
      '2026-11-19',
    ]);
    expect(datesIn('monthly on L at 08:00', '2028-01-01', 92)).toEqual([
      '2028-01-31',
      '2028-02-29',
      '2028-03-31',
    ]);
    expect(datesIn('monthly on last day at 08:00', '2026-02-01', 28)).toEqual(['2026-02-28']);
    expect(datesIn('monthly on first monday at 08:00', '2026-06-01', 61)).toEqual([
      '2026-06-01',
      '2026-07-06',
    ]);
    expect(datesIn('monthly on last friday at 08:00', '2026-05-01', 61)).toEqual([
      '2026-05-29',
      '2026-06-26',
    ]);
    expect(datesIn('monthly on third sunday at 08:00', '2026-11-01', 30)).toEqual(['2026-11-15']);
    expect(datesIn('monthly on 15 at 08:00', '2026-11-01', 60)).toEqual(['2026-11-15', '2026-12-15']);
  });

  it('is hourly at a minute', () => {
    expect(parseRule('hourly at :15')).toMatchObject({ minutes: [15], isEveryHour: true });
    expect(parseRule('hourly')).toMatchObject({ minutes: [0], isEveryHour: true, text: 'hourly at :00' });
  });

  it('reads well', () => {
    expect(describeRule(parseRule('weekly on MONDAY at 07:30'))).toBe('weekly on Monday at 07:30');
    expect(describeRule(parseRule('monthly on last day at 06:00'))).toBe('monthly on last day at 06:00');
    expect(describeRule(parseRule('0 8  * * 1'))).toBe('by cron rule 0 8 * * 1');
  });

  it.each([
    ['daily at 24:00', 'hour: 24 is not 0-23 in "at 24:00"'],
    ['daily at 08:60', 'minute: 60 is not 0-59 in "at 08:60"'],
    ['monthly on 31 at 08:00', 'day of month: 31 does not come in every month; write "last day"'],
    ['monthly on 0 at 08:00', 'day of month: 0 is not 1-28'],
    ['weekly on mon at 08:00', 'day of week: mon is not one of monday, tuesday'],
    ['weekly on monday,, at 08:00', 'day of week: (empty) is not one of monday'],
    ['weekly at 08:00', 'rule: "weekly at 08:00" is not understood; allowed are five cron fields or: hourly'],
    ['daily at 8', 'rule: "daily at 8" is not understood'],
    ['daily on monday at 08:00', 'rule: "daily on monday at 08:00" is not understood'],
    ['monthly on fifth monday at 08:00', 'rule: "monthly on fifth monday at 08:00" is not understood'],
    ['daily', 'rule: "daily" is not understood'],
  ])('%j is refused in one line', (rule, message) => {
    expect(() => parseRule(rule)).toThrow(message);
  });
});

describe('a zone', () => {
  it.each(['Europe/Oslo', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+2', 'Asia/Kolkata'])(
    '%s is an IANA zone',
    (name) => expect(parseTimeZone(name)).toBe(name),
  );

  it.each([
    ['Europe/Olso', 'tz: Europe/Olso is not an IANA zone'],
    ['europe/oslo', 'tz: europe/oslo is not an IANA zone'],
    ['utc', 'tz: utc is not an IANA zone'],
    ['UTC+2', 'tz: UTC+2 is not an IANA zone'],
    ['+02:00', 'tz: +02:00 is not an IANA zone'],
    ['local', 'tz: local is not an IANA zone'],
    ['', 'tz: (empty) is not an IANA zone'],
    [null, 'tz: object is not an IANA zone'],
    ["Europe/Oslo'; --", "tz: Europe/Oslo'; -- is not an IANA zone"],
  ])('%j is not', (name, message) => {
    expect(() => parseTimeZone(name)).toThrow(message);
  });
});
