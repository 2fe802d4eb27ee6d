import { z } from 'zod';
import { Failure } from '../core/failure.ts';
import { shownText } from '../core/shown-text.ts';
import { readSmallFile } from './read-small-file.ts';
import { readYaml } from './read-yaml.ts';

const MOST_BYTES = 65_536;

const text = (most: number) =>
  z
    .string({ error: 'must be text' })
    .min(1, { error: 'is empty' })
    .max(most, { error: `is longer than ${most} characters` });

const secrets = z
  .array(
    z.string({ error: 'must be a name of HOOK_SECRETS' }).regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, {
      error: 'must be a name of HOOK_SECRETS: a-z, 0-9, _ and -',
    }),
    { error: 'must be a list of names of HOOK_SECRETS' },
  )
  .min(1, { error: 'is empty; name at least one of HOOK_SECRETS' })
  .max(5, { error: 'has more than 5 entries' })
  .describe('Names of HOOK_SECRETS, the newest first; any of them is right, so that one can be replaced.');

const name = z
  .string({ error: 'must be the name of a header or parameter' })
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, { error: 'must be 1-64 letters, digits, _ and -' });

const AUTH = z.discriminatedUnion(
  'by',
  [
    z.strictObject({ by: z.literal('hmac'), header: name.default('X-Signature'), secrets }),
    z.strictObject({ by: z.literal('twilio'), secrets }),
    z.strictObject({ by: z.literal('vonage'), secrets }),
    z.strictObject({ by: z.literal('vonage_sig'), secrets }),
    z.strictObject({ by: z.literal('sinch'), secrets }),
    z.strictObject({ by: z.literal('bird'), secrets }),
    z.strictObject({ by: z.literal('messagebird'), secrets }),
    z.strictObject({ by: z.literal('header'), header: name.default('X-Hook-Secret'), secrets }),
    z.strictObject({ by: z.literal('basic'), secrets }),
    z.strictObject({ by: z.literal('query'), parameter: name.default('secret'), secrets }),
    z.strictObject({ by: z.literal('path'), secrets }),
  ],
  {
    error:
      'must be one of hmac, twilio, vonage, vonage_sig, sinch, bird, messagebird, header, basic, query, path',
  },
);

const ROUTE = z.strictObject({
  auth: AUTH.describe('How a request proves who sent it.'),
  timezone: text(64).optional().describe('IANA zone of times that name none.'),
  error_dictionary: text(64).optional().describe('Table of err: codes of an SMPP or Kannel route.'),
  fields: z
    .record(z.string().regex(/^[a-z][a-z_]{0,31}$/, { error: 'must be a name of a field' }), text(200), {
      error: 'must be a map of field: path',
    })
    .default({})
    .describe('Where a field stands, for payloads of another layout: sender: data.from.'),
  per_minute: z
    .int({ error: 'must be a whole number from 1 to 1000000' })
    .min(1, { error: 'must be a whole number from 1 to 1000000' })
    .max(1_000_000, { error: 'must be a whole number from 1 to 1000000' })
    .default(120_000)
    .describe('Requests; more are answered 429.'),
});

const FILE = z.strictObject({
  public_url: z
    .url({ protocol: /^https?$/, error: 'must be a URL such as https://reports.example.com' })
    .optional()
    .describe('How providers write our address, in front of /hooks; Twilio, Bird and MessageBird sign it.'),
  hooks: z.record(
    z.string().regex(/^[a-z][a-z0-9_]{0,39}(\/[a-z0-9][a-z0-9_-]{0,39})?$/, {
      error: 'must be provider or provider/route, of a-z, 0-9, _ and -',
    }),
    ROUTE,
    { error: 'must be a map of provider or provider/route' },
  ),
});

export type HooksFile = z.infer<typeof FILE>;
export type HookEntry = HooksFile['hooks'][string];
export type HookAuth = HookEntry['auth'];

/** Throws one `bad-config` that names every problem, a line each. */
export async function readHooksFile(path: string): Promise<HooksFile> {
  return parseHooks(
    await readSmallFile(path, {
      mostBytes: MOST_BYTES,
      code: 'bad-config',
      unreadable: (why) =>
        `${path}: cannot be read (${why})${why === 'ENOENT' ? '; docs/hooks.md has one to start from' : ''}`,
    }),
    path,
  );
}

export function parseHooks(content: string, path: string): HooksFile {
  const parsed = FILE.safeParse(readYaml(content, path, 'bad-config'));
  if (parsed.success) return parsed.data;
  throw new Failure('bad-config', parsed.error.issues.map((issue) => `${path}: ${lineOf(issue)}`).join('\n'));
}

/** The JSON Schema of the file, for editors; committed as docs/hooks.schema.json. */
export function hooksJsonSchema(): unknown {
  return {
    title: 'hooks.yaml of sms-reports web',
    ...z.toJSONSchema(FILE, { io: 'input', target: 'draft-2020-12' }),
  };
}

type Issue = z.ZodError['issues'][number];

/** What stands in the file is not repeated: it could be a secret in the wrong place. */
function lineOf(issue: Issue): string {
  const field = issue.path.map(String).join('.') || 'the file';
  if (issue.code === 'unrecognized_keys')
    return `${field}: unknown key ${issue.keys.map((key) => shownText(key)).join(', ')}`;
  if (issue.code === 'invalid_key') return `${field}: ${issue.issues[0]?.message ?? issue.message}`;
  return `${field}: ${issue.message.replace(/^Invalid input: /, '')}`;
}
