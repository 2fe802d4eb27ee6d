import { z } from 'zod';
import { Failure } from '../core/failure.ts';
import { FILTERS, REPORT_TYPES, refusalOfFilter, refusalOfWish } from '../core/reports/catalogue.ts';
import { HEARTBEATS } from '../core/reports/heartbeat.ts';
import { REPORT_VARIANTS } from '../core/reports/report-variants.ts';
import { AMBIGUOUS_POLICIES, REPORT_FORMATS } from '../core/runs/run-options.ts';
import { shownText } from '../core/shown-text.ts';
import { CATCH_UP_POLICIES } from '../core/time/catch-up.ts';
import { WINDOW_KINDS } from '../core/time/window-kinds.ts';
import { readSmallFile } from './read-small-file.ts';
import { readYaml } from './read-yaml.ts';

const MOST_BYTES = 262_144;

const word = <const W extends readonly [string, ...string[]]>(words: W) =>
  z.enum(words, { error: `must be one of ${words.join(', ')}` });

const text = (most: number) =>
  z
    .string({ error: 'must be text' })
    .min(1, { error: 'is empty' })
    .max(most, { error: `is longer than ${most} characters` });

/** Also without the marks that turn the direction of what follows. */
const ONE_LINE = /^[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]*$/u;

const ids = z
  .array(text(64), { error: 'must be a list of ids' })
  .min(1, { error: 'is empty; leave it out to report on all' })
  .max(200, { error: 'has more than 200 entries' });

const named = text(64).regex(ONE_LINE, { error: 'must be one line without control characters' });

const names = z
  .array(named, { error: 'must be a list of names' })
  .min(1, { error: 'is empty; leave it out for all' })
  .max(50, { error: 'has more than 50 entries' });

const duration = z
  .string({ error: 'must be a duration such as 90m, 24h or 2d' })
  .regex(/^[1-9]\d{0,4}[mhd]$/, { error: 'must be a duration such as 90m, 24h or 2d' });

const LOCAL_RECIPIENT = z.strictObject({ to: text(254), locale: text(20) });

const RECIPIENT = z.union([text(254), LOCAL_RECIPIENT], {
  error: 'must be an address such as name@example.com, or { to: name@example.com, locale: nb-NO }',
});

const SCHEDULE = z
  .strictObject({
    report: z
      .enum(REPORT_TYPES, { error: `must be one of ${REPORT_TYPES.join(', ')}` })
      .default('performance')
      .describe('Report type.'),
    title: text(200)
      .regex(ONE_LINE, { error: 'must be one line without control characters' })
      .describe('Title a reader knows; begins the subject of the mail.'),
    when: text(120).describe(
      'When it is due, in local time: a preset such as "weekly on monday at 07:30" or five cron fields.',
    ),
    timezone: text(64).describe('IANA zone of `when` and of the window.'),
    window: word(WINDOW_KINDS).describe(
      'The last complete hour, day, week (from Monday) or month before the due date.',
    ),
    recipients: z
      .array(RECIPIENT, { error: 'must be a list of addresses' })
      .min(1, { error: 'is empty; a schedule needs somebody to report to' })
      .max(50, { error: 'has more than 50 entries' })
      .describe('E-mail addresses, one message each; `{ to, locale }` for one who reads another language.'),
    variant: word(REPORT_VARIANTS)
      .default('full')
      .describe('exec = in short, analyst = with all rows as CSV, alert = only what is beyond a limit.'),
    only_if: z
      .array(text(120), { error: 'must be a list of conditions' })
      .min(1, { error: 'is empty; leave it out to mail every report' })
      .max(20, { error: 'has more than 20 entries' })
      .optional()
      .describe('Mailed only when one of these is met, such as "opt-out-rate above 1.5 %".'),
    heartbeat: word(HEARTBEATS)
      .default('weekly')
      .describe('With only_if: a sign of life when nothing was mailed for so long.'),
    brands: names.optional().describe('Only campaigns of these brands; left out = all.'),
    tags: names.optional().describe('Only campaigns with one of these tags; left out = all.'),
    campaigns: ids.optional().describe('Only these campaign ids; left out = all.'),
    segments: ids.optional().describe('Only these segment ids; left out = all.'),
    formats: z
      .array(word(REPORT_FORMATS), { error: `must be a list of ${REPORT_FORMATS.join(', ')}` })
      .min(1, { error: 'is empty' })
      .optional()
      .describe('`csv` attaches the tables as a file; left out = both, without csv for exec and alert.'),
    locale: text(20)
      .default('en-GB')
      .describe('The language of the report, and how numbers and dates are written.'),
    reply_to: text(254).optional().describe('Where an answer to the report goes.'),
    owner: text(254).optional().describe('Who is told when a report could not be made or sent.'),
    catch_up: word(CATCH_UP_POLICIES)
      .default('all')
      .describe('Which missed reports are made up after a downtime.'),
    catch_up_limit: z
      .int({ error: 'must be a whole number from 1 to 366' })
      .min(1, { error: 'must be a whole number from 1 to 366' })
      .max(366, { error: 'must be a whole number from 1 to 366' })
      .default(31)
      .describe('With catch_up all: at most so many, the latest.'),
    ambiguous: word(AMBIGUOUS_POLICIES)
      .default('resend_once')
      .describe(
        'When nobody knows whether a mail arrived: send the same bytes once more, or hold it for a person.',
      ),
    deadline: duration.default('24h').describe('After so long a report that is not out has failed.'),
    stale_after: duration
      .default('2h')
      .describe(
        'A source whose newest data are older than this is waited for, then the report is marked PARTIAL.',
      ),
  })
  .superRefine((schedule, context) => {
    for (const filter of FILTERS) {
      const message = refusalOfFilter(schedule.report, filter);
      if (schedule[filter] !== undefined && message !== null)
        context.addIssue({ code: 'custom', path: [filter], message });
    }
    const variant = schedule.variant === 'full' ? null : refusalOfWish(schedule.report, 'variant');
    if (variant !== null) context.addIssue({ code: 'custom', path: ['variant'], message: variant });
    const onlyIf = schedule.only_if === undefined ? null : refusalOfWish(schedule.report, 'conditions');
    if (onlyIf !== null) context.addIssue({ code: 'custom', path: ['only_if'], message: onlyIf });
  });

const FILE = z.strictObject({
  allow: z
    .array(text(254), { error: 'must be a list of addresses or @domains' })
    .max(200, { error: 'has more than 200 entries' })
    .default([])
    .describe('Further addresses, or @domain, that ad-hoc requests may name.'),
  goals: z
    .object({
      brands: z
        .record(named, z.record(z.string(), text(120), { error: 'must be a map of metrics to goals' }))
        .optional()
        .describe('Goals of single brands.'),
    })
    .catchall(text(120))
    .optional()
    .describe('Goals and limits by metric, such as "opt-out-rate: at most 1.5 %"; all that hold.'),
  people: z
    .record(text(254), z.strictObject({ brands: names.describe('The only brands it may see.') }), {
      error: 'must be a map of addresses or @domains',
    })
    .optional()
    .describe('Recipients who may see some brands only, by address or @domain; all that are bound.'),
  schedules: z
    .record(
      z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, { error: 'must be 1-64 of a-z, 0-9, _ and -' }),
      SCHEDULE,
      { error: 'must be a map of schedules' },
    )
    .describe('Schedules by their key: 1-64 of a-z, 0-9, _ and -.'),
});

export type ScheduleText = z.infer<typeof SCHEDULE>;
export type SchedulesFile = z.infer<typeof FILE>;

/** Throws one `bad-input` that names every problem, a line each. */
export async function readSchedulesFile(path: string): Promise<SchedulesFile> {
  return parseSchedules(await readSmallFile(path, { mostBytes: MOST_BYTES, code: 'bad-input' }), path);
}

export function parseSchedules(content: string, name: string): SchedulesFile {
  const values = readYaml(content, name, 'bad-input');
  if (/["']?__proto__["']?\s*:/.test(content))
    throw new Failure('bad-input', `${name}: __proto__: is not a key; allowed are 1-64 of a-z, 0-9, _ and -`);
  const parsed = FILE.safeParse(values);
  if (parsed.success) return parsed.data;
  throw new Failure('bad-input', parsed.error.issues.map((issue) => `${name}: ${lineOf(issue)}`).join('\n'));
}

/** The JSON Schema of the file, for editors; committed as docs/schedules.schema.json. */
export function schedulesJsonSchema(): unknown {
  return {
    title: 'schedules.yaml of sms-reports',
    ...z.toJSONSchema(FILE, { io: 'input', target: 'draft-2020-12' }),
  };
}

type Issue = z.ZodError['issues'][number];

function keysAt([block, key, , index]: Issue['path']): readonly string[] {
  if (block === 'people' && key !== undefined) return ['brands'];
  if (key === undefined) return Object.keys(FILE.shape);
  return Object.keys(index === undefined ? SCHEDULE.shape : LOCAL_RECIPIENT.shape);
}

function lineOf(issue: Issue): string {
  const field = issue.path.map((key) => shownText(String(key))).join('.');
  if (issue.code === 'unrecognized_keys') {
    const allowed = keysAt(issue.path).join(', ');
    const keys = issue.keys.map((key) => [field, shownText(key)].filter(Boolean).join('.'));
    return `${keys.join(', ')}: is not a known key; allowed are ${allowed}`;
  }
  if (issue.code === 'invalid_key') return `${field}: ${issue.issues[0]?.message ?? 'is not a key'}`;
  return `${field === '' ? 'the file' : field}: ${issue.message.replace(/^Invalid input: /, '')}`;
}
