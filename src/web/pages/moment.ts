import type { Formatter } from '../../render/format.ts';
import { remember } from '../../render/remember.ts';
import { ENGLISH } from './figures.ts';

/** How a page shows a time: words for people, `iso` for the `time` element. UTC, as everything here is counted. */
export type Moment = { readonly iso: string; readonly day: string; readonly text: string };

export function moment(at: Temporal.Instant, { locale }: Pick<Formatter, 'locale'> = ENGLISH): Moment {
  const { day, time } = formatsOf(locale);
  const date = day.format(at);
  return { iso: at.toString({ smallestUnit: 'second' }), day: date, text: `${date}, ${time.format(at)}` };
}

export function momentOrNull(at: Temporal.Instant | null): Moment | null {
  return at === null ? null : moment(at);
}

/** "today", "3 days ago", "2 months ago": how old, for somebody who does not want to reckon. */
export function ageInWords(
  at: Temporal.Instant,
  now: Temporal.Instant,
  { say }: Formatter = ENGLISH,
): string {
  const days = Math.floor((now.epochMilliseconds - at.epochMilliseconds) / 86_400_000);
  if (days < 1) return say('today');
  if (days === 1) return say('yesterday');
  if (days < 60) return say('{0} days ago', [String(days)]);
  const months = Math.floor(days / 30.44);
  return months < 24
    ? say('{0} months ago', [String(months)])
    : say('{0} years ago', [String(Math.floor(days / 365.25))]);
}

/** Those of Intl are dear to make. */
const MOST_LOCALES = 32;
const formatsOf = remember(MOST_LOCALES, (locale) => ({
  day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
  time: new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  }),
}));
