import { Failure } from '../failure.ts';
import { quoted, shownText } from '../shown-text.ts';

/** Which dates of a month a rule means. Weekdays 1 Monday .. 7 Sunday; `ordinal` -1 = the last one. */
export type DaySelector =
  | { readonly kind: 'every' }
  | { readonly kind: 'weekdays'; readonly days: readonly number[] }
  | { readonly kind: 'day-of-month'; readonly day: number }
  | { readonly kind: 'last-day' }
  | { readonly kind: 'nth-weekday'; readonly weekday: number; readonly ordinal: number };

export type Preset = {
  readonly days: DaySelector;
  /** null = every hour */
  readonly hour: number | null;
  readonly minute: number;
  /** the rule in one spelling: "weekly on monday at 07:30" */
  readonly text: string;
};

const PRESET_FORMS = [
  'hourly at :15',
  'daily at 08:00',
  'weekdays at 08:00',
  'weekly on monday at 07:30',
  'monthly on 1 at 08:00',
  'monthly on last day at 08:00',
  'monthly on first monday at 08:00',
] as const;

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const ORDINALS = ['first', 'second', 'third', 'fourth'];

/** null when the text does not begin like a preset (then it is meant as cron). Throws `bad-input` when it does and is wrong. */
export function parsePreset(text: string): Preset | null {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ');
  if (!/^(hourly|daily|weekdays|weekly|monthly)\b/.test(words)) return null;
  if (words === 'hourly') return { days: { kind: 'every' }, hour: null, minute: 0, text: 'hourly at :00' };
  const [, frequency = '', on, clock = ''] =
    /^(hourly|daily|weekdays|weekly|monthly)(?: on (.+?))? at (\S+)$/.exec(words) ?? [];
  const time = parseClock(clock, frequency === 'hourly');
  if (time === null) throw unknownForm(text);
  const days = parseDays(frequency, on, text);
  return { days, ...time, text: words };
}

type Clock = { readonly hour: number | null; readonly minute: number };

function parseClock(text: string, isHourly: boolean): Clock | null {
  const [, hour = '', minute = ''] = /^(\d{2})?:(\d{2})$/.exec(text) ?? [];
  if (minute === '' || (hour === '') !== isHourly) return null;
  if (Number(minute) > 59) throw new Failure('bad-input', `minute: ${minute} is not 0-59 in "at ${text}"`);
  if (Number(hour) > 23) throw new Failure('bad-input', `hour: ${hour} is not 0-23 in "at ${text}"`);
  return { hour: isHourly ? null : Number(hour), minute: Number(minute) };
}

function parseDays(frequency: string, on: string | undefined, text: string): DaySelector {
  if (frequency === 'weekly' && on !== undefined) {
    return { kind: 'weekdays', days: on.split(/ ?, ?/).map((name) => parseWeekday(name, text)) };
  }
  if (frequency === 'monthly' && on !== undefined) return parseMonthDay(on, text);
  if (on !== undefined) throw unknownForm(text);
  if (frequency === 'weekdays') return { kind: 'weekdays', days: [1, 2, 3, 4, 5] };
  if (frequency === 'daily' || frequency === 'hourly') return { kind: 'every' };
  throw unknownForm(text);
}

function parseMonthDay(on: string, text: string): DaySelector {
  if (on === 'l' || on === 'last day') return { kind: 'last-day' };
  if (/^\d{1,2}$/.test(on)) {
    const day = Number(on);
    if (day >= 1 && day <= 28) return { kind: 'day-of-month', day };
    const why = day >= 29 && day <= 31 ? 'does not come in every month; write "last day"' : 'is not 1-28';
    throw new Failure('bad-input', `day of month: ${on} ${why} in ${quoted(text)}`);
  }
  const [, which = '', weekday = ''] = /^(\w+) (\w+)$/.exec(on) ?? [];
  const ordinal = which === 'last' ? -1 : ORDINALS.indexOf(which) + 1;
  if (ordinal === 0) throw unknownForm(text);
  return { kind: 'nth-weekday', weekday: parseWeekday(weekday, text), ordinal };
}

function parseWeekday(name: string, text: string): number {
  const day = WEEKDAYS.indexOf(name) + 1;
  if (day > 0) return day;
  throw new Failure(
    'bad-input',
    `day of week: ${shownText(name)} is not one of ${WEEKDAYS.join(', ')} in ${quoted(text)}`,
  );
}

function unknownForm(text: string): Failure {
  return new Failure(
    'bad-input',
    `rule: ${quoted(text)} is not understood; allowed are five cron fields or: ${PRESET_FORMS.join(' | ')}`,
  );
}
