import { Failure } from '../failure.ts';
import { quoted } from '../shown-text.ts';
import type { CivilDate } from './civil-date.ts';
import { type CronFields, parseCronFields } from './cron-fields.ts';
import { type DaySelector, type Preset, parsePreset } from './rule-presets.ts';

/** When a report is due, in nominal local time; which instants these are is the business of `fires.ts`. */
export type CalendarRule = {
  /** as written, white space and case of presets unified */
  readonly text: string;
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** the hour is `*`: the rule also fires in an hour that the clock repeats */
  readonly isEveryHour: boolean;
  readonly days: RuleDays;
};

type RuleDays =
  | DaySelector
  | {
      readonly kind: 'cron';
      readonly months: readonly number[];
      readonly daysOfMonth: readonly number[];
      readonly weekdays: readonly number[];
      /** crontab(5): with both day fields restricted a date matches when either does */
      readonly either: boolean;
    };

const LONGEST_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const RULE_LENGTH = 120;

/** Throws `bad-input` with one line: which field, what it is, what is allowed. */
export function parseRule(text: unknown): CalendarRule {
  if (typeof text !== 'string') {
    throw new Failure('bad-input', 'rule: must be text such as "daily at 08:00" or "0 8 * * 1"');
  }
  if (text.length > RULE_LENGTH) {
    throw new Failure('bad-input', `rule: is ${text.length} characters, at most ${RULE_LENGTH} allowed`);
  }
  const preset = parsePreset(text);
  return preset === null ? ruleOfCron(text) : ruleOfPreset(preset);
}

/** True when the rule means this date of the ISO calendar. */
export function isRuleDate(rule: CalendarRule, date: CivilDate): boolean {
  const { days } = rule;
  switch (days.kind) {
    case 'every':
      return true;
    case 'weekdays':
      return days.days.includes(date.dayOfWeek);
    case 'day-of-month':
      return date.day === days.day;
    case 'last-day':
      return date.day === date.daysInMonth;
    case 'nth-weekday':
      return date.dayOfWeek === days.weekday && isNth(date, days.ordinal);
    case 'cron': {
      if (!days.months.includes(date.month)) return false;
      const byDay = days.daysOfMonth.includes(date.day);
      const byWeekday = days.weekdays.includes(date.dayOfWeek);
      return days.either ? byDay || byWeekday : byDay && byWeekday;
    }
  }
}

/** For a reader: "weekly on Monday at 08:00", or the cron fields named as such. */
export function describeRule(rule: CalendarRule): string {
  if (rule.days.kind === 'cron') return `by cron rule ${rule.text}`;
  return rule.text.replace(/(?:mon|tues|wednes|thurs|fri|satur|sun)day/g, (name) =>
    name.replace(/^./, (letter) => letter.toUpperCase()),
  );
}

function isNth(date: CivilDate, ordinal: number): boolean {
  return ordinal === -1 ? date.day + 7 > date.daysInMonth : Math.ceil(date.day / 7) === ordinal;
}

function ruleOfPreset({ text, days, hour, minute }: Preset): CalendarRule {
  const hours = hour === null ? Array.from({ length: 24 }, (_, index) => index) : [hour];
  return { text, minutes: [minute], hours, isEveryHour: hour === null, days };
}

function ruleOfCron(text: string): CalendarRule {
  const fields = parseCronFields(text);
  refuseNever(fields, text);
  return {
    text: text.trim().split(/\s+/).join(' '),
    minutes: fields.minute.values,
    hours: fields.hour.values,
    isEveryHour: fields.hour.isEvery,
    days: {
      kind: 'cron',
      months: fields.month.values,
      daysOfMonth: fields.dayOfMonth.values,
      weekdays: fields.dayOfWeek.values,
      either: !fields.dayOfMonth.startsWithStar && !fields.dayOfWeek.startsWithStar,
    },
  };
}

function refuseNever({ dayOfMonth, month, dayOfWeek }: CronFields, text: string): void {
  if (!dayOfWeek.startsWithStar) return;
  const first = dayOfMonth.values[0] ?? 1;
  if (month.values.some((number) => first <= (LONGEST_MONTH[number - 1] ?? 0))) return;
  throw new Failure(
    'bad-input',
    `day of month: ${first} never comes in month ${month.values.join(',')} in ${quoted(text)}`,
  );
}
