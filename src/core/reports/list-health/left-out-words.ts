import { instant, type Phrase, say, text } from '../figure.ts';
import { sayFailures } from './failure-words.ts';

/**
 * "absent at op.blue on 2026-03-02 between 10:00 and 11:00 UTC: 240 of 900 messages", stored with the run by
 * src/pipelines/describe-left-out.ts, as a sentence a language can say. Anything else is printed as it is.
 */
export function sayLeftOut(why: string): Phrase {
  const [, what = '', where = '', when = '', failures = '', messages = '', rest = ''] = FORM.exec(why) ?? [];
  const [failed, sent, time] = [text(failures), text(messages), sayTime(when)];
  if (time === null) return [text(why)];
  return rest === ''
    ? say`${sayFailures(what)} ${sayPlace(where)} ${time}: ${failed} of ${sent} messages`
    : say`${sayFailures(what)} ${sayPlace(where)} ${time}: ${failed} of ${sent} messages; only of numbers that are reached otherwise`;
}

const FORM =
  /^(.+?) at (.+?) (in .+, \d{4}-\d\d-\d\d|on \d{4}-\d\d-\d\d .*?): (\d+) of (\d+) messages(; only of numbers that are reached otherwise)?$/;
const HOURS = /^on (\d{4}-\d\d-\d\d) between (\d\d:\d\d) and (\d\d:\d\d) UTC$/;
const DAY = /^on (\d{4}-\d\d-\d\d) \(UTC\)$/;
const CAMPAIGN = /^in (.+), (\d{4}-\d\d-\d\d)$/;

function sayPlace(where: string): Phrase {
  if (where === 'all operators') return say`at all operators`;
  return where === 'no named operator' ? say`at no named operator` : say`at ${text(where)}`;
}

/** Stored in UTC, said in the zone of the reader. */
function sayTime(when: string): Phrase | null {
  const [hours, day, campaign] = [HOURS, DAY, CAMPAIGN].map((form) => form.exec(when));
  if (hours?.[1] !== undefined) {
    const from = utc(hours[1], hours[2] ?? '');
    const last = utc(hours[1], hours[3] ?? '');
    const to = Temporal.Instant.compare(from, last) < 0 ? last : last.add({ hours: 24 });
    return say`between ${instant(from)} and ${instant(to, 'time')}`;
  }
  if (day?.[1] !== undefined) {
    const from = utc(day[1], '00:00');
    return say`from ${instant(from)} to ${instant(from.add({ hours: 24 }))}`;
  }
  if (campaign?.[1] !== undefined)
    return say`in ${text(campaign[1])}, ${instant(utc(campaign[2] ?? '', '12:00'), 'date')}`;
  return null;
}

function utc(day: string, time: string): Temporal.Instant {
  return Temporal.Instant.from(`${day}T${time}Z`);
}
