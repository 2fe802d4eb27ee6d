import { type Phrase, say, term, text } from '../figure.ts';

/**
 * "absent at op.blue on 2026-03-02 between 10:00 and 11:00 UTC: 240 of 900 messages", stored with the run by
 * src/pipelines/describe-left-out.ts, as a sentence a language can say. Anything else is printed as it is.
 */
export function sayLeftOut(why: string): Phrase {
  const [, what = '', where = '', when = '', failures = '', messages = '', rest = ''] = FORM.exec(why) ?? [];
  const [failed, sent, time] = [text(failures), text(messages), sayTime(when)];
  if (time === null) return [text(why)];
  return rest === ''
    ? say`${term(what)} ${sayPlace(where)} ${time}: ${failed} of ${sent} messages`
    : say`${term(what)} ${sayPlace(where)} ${time}: ${failed} of ${sent} messages; only of numbers that are reached otherwise`;
}

const FORM =
  /^(.+?) at (.+?) (in .+, \d{4}-\d\d-\d\d|on \d{4}-\d\d-\d\d .*?): (\d+) of (\d+) messages(; only of numbers that are reached otherwise)?$/;
const HOURS = /^on (\S+) between (\S+) and (\S+) UTC$/;
const DAY = /^on (\S+) \(UTC\)$/;
const CAMPAIGN = /^in (.+), (\S+)$/;

function sayPlace(where: string): Phrase {
  if (where === 'all operators') return say`at all operators`;
  return where === 'no named operator' ? say`at no named operator` : say`at ${text(where)}`;
}

function sayTime(when: string): Phrase | null {
  const [hours, day, campaign] = [HOURS, DAY, CAMPAIGN].map((form) => form.exec(when));
  if (hours?.[1] !== undefined)
    return say`on ${text(hours[1])} between ${text(hours[2] ?? '')} and ${text(hours[3] ?? '')} UTC`;
  if (day?.[1] !== undefined) return say`on ${text(day[1])} (UTC)`;
  if (campaign?.[1] !== undefined) return say`in ${text(campaign[1])}, ${text(campaign[2] ?? '')}`;
  return null;
}
