import { Failure } from '../failure.ts';
import { HEARTBEATS, type Heartbeat } from '../reports/heartbeat.ts';
import type { Mark } from '../reports/report-model.ts';
import { REPORT_VARIANTS, type ReportVariant } from '../reports/report-variants.ts';
import type { RecipientLocale } from './recipient-locale.ts';

export const REPORT_FORMATS = ['html', 'csv'] as const;
type ReportFormat = (typeof REPORT_FORMATS)[number];

/** What is sent where nobody said; the short variants are read in the mail itself. */
export function formatsOf(variant: ReportVariant = 'full'): readonly ReportFormat[] {
  return variant === 'exec' || variant === 'alert' ? ['html'] : REPORT_FORMATS;
}

/** What to do with a mail of which nobody knows whether it arrived. */
export const AMBIGUOUS_POLICIES = ['resend_once', 'hold'] as const;
export type AmbiguousPolicy = (typeof AMBIGUOUS_POLICIES)[number];

/** How much of a report is shown, of which campaigns, and when it is worth a mail. */
export type ReportWish = {
  readonly variant: ReportVariant;
  /** conditions as they are written; one that is met makes a mail; empty = always */
  readonly onlyIf: readonly string[];
  readonly heartbeat: Heartbeat;
  /** null = of any brand or none, with any tags or none */
  readonly brands: readonly string[] | null;
  readonly tags: readonly string[] | null;
};

/** All of the report, of everything, always mailed. */
export const NO_WISH: ReportWish = {
  variant: 'full',
  onlyIf: [],
  heartbeat: 'weekly',
  brands: null,
  tags: null,
};

/** Everything a run was told when it was planned. Frozen: a later edit of the schedule does not reach it. */
export type RunOptions = ReportWish & {
  readonly v: 1;
  /** null = all */
  readonly campaignIds: readonly string[] | null;
  readonly segmentIds: readonly string[] | null;
  readonly recipients: readonly string[];
  readonly formats: readonly ReportFormat[];
  readonly locale: string;
  /** of those recipients who read another one; empty = all read `locale` */
  readonly recipientLocales: readonly RecipientLocale[];
  readonly marks: readonly Mark[];
  readonly replyTo: string | null;
  readonly ambiguousPolicy: AmbiguousPolicy;
  readonly staleAfterS: number;
  /** seconds after due that the run may wait for a source that is behind */
  readonly waitS: number;
  /** null = asked for once */
  readonly schedule: { readonly key: string; readonly rule: string } | null;
  /** another run whose stored report is sent again */
  readonly resendOf: number | null;
};

/** From stored JSON. Throws `internal` when a field is not what we write. */
export function readRunOptions(json: unknown): RunOptions {
  const value = recordOf(json, 'options');
  return {
    v: 1,
    ...wishOf(value),
    campaignIds: value.campaignIds === null ? null : textsOf(value.campaignIds, 'campaignIds'),
    segmentIds: value.segmentIds === null ? null : textsOf(value.segmentIds, 'segmentIds'),
    recipients: textsOf(value.recipients, 'recipients'),
    formats: wordsOf(value.formats, REPORT_FORMATS, 'formats'),
    locale: textOf(value.locale, 'locale'),
    // runs that were planned before recipients could have one do not say
    recipientLocales: localesOf(value.recipientLocales ?? []),
    marks: wordsOf(value.marks, ['TEST', 'PARTIAL', 'RE-SENT'], 'marks'),
    replyTo: value.replyTo === null ? null : textOf(value.replyTo, 'replyTo'),
    ambiguousPolicy: wordOf(value.ambiguousPolicy, AMBIGUOUS_POLICIES, 'ambiguousPolicy'),
    staleAfterS: numberOf(value.staleAfterS, 'staleAfterS'),
    waitS: numberOf(value.waitS, 'waitS'),
    schedule: value.schedule === null ? null : scheduleOf(value.schedule),
    resendOf: value.resendOf === null ? null : numberOf(value.resendOf, 'resendOf'),
  };
}

/** Runs that were planned before there were wishes have none. */
function wishOf(value: Readonly<Record<string, unknown>>): ReportWish {
  const names = (field: 'brands' | 'tags'): readonly string[] | null =>
    value[field] === undefined || value[field] === null ? null : textsOf(value[field], field);
  return {
    variant: wordOf(value.variant ?? NO_WISH.variant, REPORT_VARIANTS, 'variant'),
    onlyIf: textsOf(value.onlyIf ?? NO_WISH.onlyIf, 'onlyIf'),
    heartbeat: wordOf(value.heartbeat ?? NO_WISH.heartbeat, HEARTBEATS, 'heartbeat'),
    brands: names('brands'),
    tags: names('tags'),
  };
}

function scheduleOf(json: unknown): RunOptions['schedule'] {
  const value = recordOf(json, 'schedule');
  return { key: textOf(value.key, 'schedule.key'), rule: textOf(value.rule, 'schedule.rule') };
}

function localesOf(json: unknown): RunOptions['recipientLocales'] {
  if (!Array.isArray(json)) throw unreadable('recipientLocales');
  return json.map((item) => {
    const value = recordOf(item, 'recipientLocales');
    return {
      to: textOf(value.to, 'recipientLocales.to'),
      locale: textOf(value.locale, 'recipientLocales.locale'),
    };
  });
}

function recordOf(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw unreadable(field);
  return value;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function textsOf(value: unknown, field: string): readonly string[] {
  if (!Array.isArray(value)) throw unreadable(field);
  return value.map((item) => textOf(item, field));
}

function textOf(value: unknown, field: string): string {
  if (typeof value !== 'string') throw unreadable(field);
  return value;
}

function numberOf(value: unknown, field: string): number {
  if (typeof value !== 'number') throw unreadable(field);
  return value;
}

function wordsOf<W extends string>(value: unknown, words: readonly W[], field: string): readonly W[] {
  return textsOf(value, field).map((item) => wordOf(item, words, field));
}

function wordOf<W extends string>(value: unknown, words: readonly W[], field: string): W {
  const word = words.find((one) => one === value);
  if (word === undefined) throw unreadable(field);
  return word;
}

function unreadable(field: string): Failure {
  return new Failure('internal', `stored options of a run are not readable: ${field}`);
}
