import type { CalendarRule } from '../time/calendar-rule.ts';
import { count, type Phrase, say, term, text } from './figure.ts';
import { joinPhrases } from './words.ts';

/** When a report comes, for a reader: "weekly on Monday at 08:00"; a cron rule is named as such. */
export function sayRule({ text: written, days, hours, minutes, isEveryHour }: CalendarRule): Phrase {
  const minute = twoDigits(minutes[0] ?? 0);
  if (days.kind === 'cron') return say`by cron rule ${text(written)}`;
  if (isEveryHour) return say`hourly at :${text(minute)}`;
  const at = text(`${twoDigits(hours[0] ?? 0)}:${minute}`);
  switch (days.kind) {
    case 'every':
      return say`daily at ${at}`;
    case 'weekdays':
      return written.startsWith('weekdays')
        ? say`weekdays at ${at}`
        : say`weekly on ${joinPhrases(days.days.map((day): Phrase => [weekday(day)]))} at ${at}`;
    case 'day-of-month':
      return say`monthly on ${count(days.day)} at ${at}`;
    case 'last-day':
      return say`monthly on last day at ${at}`;
    case 'nth-weekday':
      return say`monthly on ${term(ORDINALS[days.ordinal - 1] ?? 'last')} ${weekday(days.weekday)} at ${at}`;
  }
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const ORDINALS = ['first', 'second', 'third', 'fourth'] as const;

/** 1 Monday .. 7 Sunday */
function weekday(day: number) {
  return term(WEEKDAYS[day - 1] ?? 'Sunday');
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
