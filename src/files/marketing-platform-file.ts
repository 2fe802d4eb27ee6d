import { z } from 'zod';
import { Failure } from '../core/failure.ts';
import { DEFAULT_FIELDS, FIGURES, type FieldNames, type PlatformPlan } from '../core/platform-plan.ts';
import { shownText } from '../core/shown-text.ts';
import { readSmallFile } from './read-small-file.ts';
import { readYaml } from './read-yaml.ts';

const MOST_BYTES = 1_048_576;
const ID = /^[1-9]\d{0,17}$/;

const id = z.coerce.string().regex(ID, { error: 'must be an id: digits' });
const ids = z
  .array(id, { error: 'must be a list of ids' })
  .max(1_000, { error: 'has more than 1000 ids' })
  .default([]);

const whole = (least: number, most: number, fallback: number, meaning: string) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error }).default(fallback).describe(meaning);
};

const campaign = z.coerce.string().regex(/^.{1,64}$/u, { error: 'must be a campaign id of 1-64 characters' });
const campaignMap = z
  .record(z.string().regex(ID, { error: 'must be an id: digits' }), campaign, {
    error: 'must be a map of id: campaign id',
  })
  .default({});

const NAME = /^[A-Za-z_][\w-]{0,63}(\.[\w-]{1,64}){0,5}$/;
const path = z.string().regex(NAME, { error: 'must be a field name, dotted where it lies deeper' });
const names = z.union([path, z.array(path).min(1).max(10)], {
  error: 'must be a field name, or a list of names of which the first that is there counts',
});

const namesOf = <Key extends string>(keys: readonly Key[]) =>
  z.partialRecord(z.enum(keys), names, { error: `must be a map of ${keys.join(', ')}` }).default({});

const FILE = z.strictObject({
  segments: ids.describe('Segments whose runs are pulled, besides those of the lists.'),
  newsletters: ids.describe('Campaigns of the platform whose runs are pulled.'),
  campaigns: z
    .strictObject({
      runs: campaignMap.describe('statid: our campaign id.'),
      newsletters: campaignMap.describe('newsletterid: our campaign id.'),
      pattern: z
        .string()
        .regex(/^[^{}]*\{(statid|newsletterid)\}[^{}]*$/, {
          error: 'must hold {statid} or {newsletterid} once',
        })
        .max(60)
        .optional()
        .describe('Our campaign id where the maps tell none.'),
    })
    .prefault({})
    .describe('Which of our campaigns a run is; a run of none is not asked for clicks and statistics.'),
  follow_days: whole(1, 365, 14, 'Clicks and statistics of a run are asked for as long.'),
  first_days: whole(1, 7_300, 3_650, 'How far back the first pull of opt-outs goes.'),
  margin_minutes: whole(0, 10_080, 60, 'Asked again before the cursor.'),
  requests_per_minute: whole(1, 240, 240, 'Fewer where other programs use the account, too.'),
  opt_out: namesOf(['prefix', 'number', 'at']),
  click: namesOf(['id', 'prefix', 'number', 'at', 'url', 'address']),
  run: namesOf(['id', 'newsletter', 'name', 'started_at']),
  statistics: namesOf(FIGURES).describe('Where a figure stands in the answer of FetchStatsSMS.'),
});

type Names = string | readonly string[] | undefined;
type PlanOfFile = Omit<PlatformPlan, 'lists'>;

/** `path` null = no file: what stands where a file says nothing. Throws one `bad-config`, a line per problem. */
export async function readMarketingPlatformFile(file: string | null): Promise<PlanOfFile> {
  return parseMarketingPlatformFile(
    file === null
      ? '{}'
      : await readSmallFile(file, {
          mostBytes: MOST_BYTES,
          code: 'bad-config',
          unreadable: (why) => `MARKETING_PLATFORM_FILE: ${file} cannot be read (${why})`,
        }),
    file ?? '',
  );
}

export function parseMarketingPlatformFile(content: string, file: string): PlanOfFile {
  const parsed = FILE.safeParse(readYaml(content, file, 'bad-config') ?? {});
  if (parsed.success) return planOf(parsed.data);
  throw new Failure('bad-config', parsed.error.issues.map((issue) => `${file}: ${lineOf(issue)}`).join('\n'));
}

/** The JSON Schema of the file, for editors; committed as docs/marketing-platform.schema.json. */
export function marketingPlatformJsonSchema(): unknown {
  return {
    title: 'MARKETING_PLATFORM_FILE of sms-reports',
    ...z.toJSONSchema(FILE, { io: 'input', target: 'draft-2020-12' }),
  };
}

function planOf(file: z.infer<typeof FILE>): PlanOfFile {
  const { optOut, click, run } = DEFAULT_FIELDS;
  const { started_at: startedAt, ...ofRun } = file.run;
  return {
    segments: file.segments,
    newsletters: file.newsletters,
    campaigns: { ...file.campaigns, pattern: file.campaigns.pattern ?? null },
    followDays: file.follow_days,
    firstDays: file.first_days,
    marginMinutes: file.margin_minutes,
    requestsPerMinute: file.requests_per_minute,
    fields: {
      optOut: { ...optOut, ...lists(file.opt_out) },
      click: { ...click, ...lists(file.click) },
      run: { ...run, ...lists(ofRun), ...lists({ startedAt }) },
      statistics: lists(file.statistics),
    },
  };
}

function lists<Key extends string>(
  given: Readonly<Partial<Record<Key, Names>>>,
): Partial<Record<Key, FieldNames>> {
  const told: Partial<Record<Key, FieldNames>> = {};
  for (const key in given) {
    const value: Names = given[key];
    if (value !== undefined) told[key] = typeof value === 'string' ? [value] : value;
  }
  return told;
}

function lineOf(issue: z.ZodError['issues'][number]): string {
  const field = issue.path.map(String).join('.') || 'the file';
  if (issue.code === 'unrecognized_keys')
    return `${field}: unknown key ${issue.keys.map((key) => shownText(key)).join(', ')}`;
  if (issue.code === 'invalid_key') return `${field}: ${issue.issues[0]?.message ?? issue.message}`;
  return `${field}: ${issue.message.replace(/^Invalid input: /, '')}`;
}
