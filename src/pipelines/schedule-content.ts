import { Failure } from '../core/failure.ts';
import { parseCondition } from '../core/goals/condition.ts';
import { parseLocale } from '../core/locale.ts';
import { formatsOf } from '../core/runs/run-options.ts';
import { parseRule } from '../core/time/calendar-rule.ts';
import { parseTimeZone } from '../core/time/time-zone.ts';
import type { ScheduleText } from '../files/schedules-file.ts';
import { parseAddress } from '../mail/address.ts';
import type { ScheduleContent } from '../store/schedules.ts';
import { collectFaults } from './collect-faults.ts';
import { readRecipients } from './schedule-recipients.ts';

const MOST_DAYS = 30;
const UNITS_S = { m: 60, h: 3_600, d: 86_400 } as const;

/** What a schedule of the file says, in our form. Throws `bad-input`, a line for each fault. */
export function contentOf(key: string, text: ScheduleText): ScheduleContent {
  const locale = parseLocale(text.locale, 'locale');
  return {
    key,
    report: text.report,
    title: text.title,
    rule: parseRule(text.when).text,
    timezone: parseTimeZone(text.timezone),
    windowKind: text.window,
    variant: text.variant,
    onlyIf: readConditions(text.only_if ?? []),
    heartbeat: text.heartbeat,
    brands: text.brands === undefined ? null : [...new Set(text.brands)],
    tags: text.tags === undefined ? null : [...new Set(text.tags)],
    campaignIds: text.campaigns ?? null,
    segmentIds: text.segments ?? null,
    ...readRecipients(text.recipients, locale),
    formats: formatsAsked(text),
    locale,
    replyTo: text.reply_to === undefined ? null : parseAddress(text.reply_to, 'reply_to').address,
    owner: text.owner === undefined ? null : parseAddress(text.owner, 'owner').address,
    catchUp: { policy: text.catch_up, limit: text.catch_up_limit },
    ambiguousPolicy: text.ambiguous,
    deadlineS: secondsOf(text.deadline, 'deadline'),
    staleAfterS: secondsOf(text.stale_after, 'stale_after'),
  };
}

function secondsOf(duration: string, field: string): number {
  const unit = duration.endsWith('d') ? 'd' : duration.endsWith('h') ? 'h' : 'm';
  const seconds = Number.parseInt(duration, 10) * UNITS_S[unit];
  if (seconds <= MOST_DAYS * UNITS_S.d) return seconds;
  throw new Failure('bad-input', `${field}: ${duration} is longer than ${MOST_DAYS}d`);
}

/** All rows are what an analyst is for: they are in the file. */
function formatsAsked({ formats, variant }: ScheduleText): ScheduleContent['formats'] {
  if (variant === 'analyst') return formatsOf('analyst');
  return [...new Set(formats ?? formatsOf(variant))];
}

/** As they are stored: in their plain form, each once. */
function readConditions(texts: readonly string[]): readonly string[] {
  const faults: string[] = [];
  const read = texts.flatMap((text, index) =>
    collectFaults(faults, `only_if[${index}]: `, () => parseCondition(text).text),
  );
  if (faults.length > 0) throw new Failure('bad-input', faults.join('\n'));
  return [...new Set(read)];
}
