import { z } from 'zod';
import { Failure } from '../core/failure.ts';
import { REPORT_TYPES, refusalOfFilter, refusalOfWish } from '../core/reports/catalogue.ts';
import { REPORT_VARIANTS, type ReportVariant } from '../core/reports/report-variants.ts';
import { formatsOf, REPORT_FORMATS } from '../core/runs/run-options.ts';
import { shownText } from '../core/shown-text.ts';
import { parseTimeZone } from '../core/time/time-zone.ts';
import { isRollingKind, type RollingKind, WINDOW_KINDS } from '../core/time/window-kinds.ts';

/** What other programs ask for: the data of a `produce-report` job, checked, with its defaults filled in. */
export type ReportRequest = {
  readonly v: 1;
  readonly requestId: string;
  readonly producer: string;
  readonly report: string;
  readonly window: AskedWindow;
  /** null = all */
  readonly campaignIds: readonly string[] | null;
  readonly segmentIds: readonly string[] | null;
  /** only campaigns of these brands, with one of these tags; absent = all, so that older requests stay the same */
  readonly brands?: readonly string[];
  readonly tags?: readonly string[];
  /** absent = all of the report */
  readonly variant?: ReportVariant;
  /** not parsed as addresses yet */
  readonly recipients: readonly string[];
  /** who answers what readers write back, not parsed yet; absent = nobody is named, so that older requests stay the same */
  readonly replyTo?: string;
  readonly formats: readonly (typeof REPORT_FORMATS)[number][];
};

/** `tz` null = the zone of the configuration. */
type AskedWindow =
  | { readonly kind: RollingKind; readonly tz: string | null }
  | { readonly kind: 'custom'; readonly from: string; readonly to: string; readonly tz: string };

const MOST_BYTES = 65_536;
export const DEFAULT_PRODUCER = 'queue';

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const id = z.string().regex(ID, {
  error: 'must be 1-64 of a-z, A-Z, 0-9, dot, underscore, hyphen and begin with a letter or digit',
});
const sourceIds = z
  .array(z.string().min(1, { error: 'is empty' }).max(64, { error: 'is longer than 64 characters' }))
  .min(1, { error: 'is empty; leave it out to ask for all' })
  .max(200, { error: 'has more than 200 entries' });

const names = z
  .array(
    z
      .string()
      .min(1, { error: 'is empty' })
      .max(64, { error: 'is longer than 64 characters' })
      .regex(/^\P{Cc}*$/u, { error: 'must be one line without control characters' }),
  )
  .min(1, { error: 'is empty; leave it out to ask for all' })
  .max(50, { error: 'has more than 50 entries' });

const PAYLOAD = z.strictObject({
  v: z.literal(1, { error: 'must be 1' }),
  requestId: id,
  report: z.enum(REPORT_TYPES, { error: `must be one of ${REPORT_TYPES.join(', ')}` }),
  window: z.unknown().optional(),
  campaignIds: sourceIds.optional(),
  segmentIds: sourceIds.optional(),
  brands: names.optional(),
  tags: names.optional(),
  variant: z.enum(REPORT_VARIANTS, { error: `must be one of ${REPORT_VARIANTS.join(', ')}` }).optional(),
  recipients: z.array(z.string().max(254)).max(50, { error: 'has more than 50 entries' }).optional(),
  replyTo: z.string().max(254, { error: 'is longer than 254 characters' }).optional(),
  formats: z
    .array(z.enum(REPORT_FORMATS, { error: `must be one of ${REPORT_FORMATS.join(', ')}` }))
    .min(1, { error: 'is empty' })
    .optional(),
  producer: id.optional(),
});

const FROM_TO = z.strictObject({ from: z.string(), to: z.string(), tz: z.string() });
const KIND_TZ = z.strictObject({ kind: z.string(), tz: z.string() });

const FILTERS = [
  ['segmentIds', 'segments'],
  ['campaignIds', 'campaigns'],
  ['brands', 'brands'],
  ['tags', 'tags'],
] as const;

/** Throws `bad-input` with one line: which field, what is wrong, what is allowed. */
export function parseRequest(data: unknown): ReportRequest {
  const bytes = Buffer.byteLength(JSON.stringify(data) ?? '');
  if (bytes > MOST_BYTES) {
    throw new Failure('bad-input', `payload: is ${bytes} bytes, at most ${MOST_BYTES} allowed`);
  }
  const payload = parseWith(PAYLOAD, data, '');
  refuseParts(payload);
  const { brands, tags, variant, replyTo } = payload;
  return {
    v: 1,
    requestId: payload.requestId,
    producer: payload.producer ?? DEFAULT_PRODUCER,
    report: payload.report,
    window: parseWindow(payload.window),
    campaignIds: payload.campaignIds ?? null,
    segmentIds: payload.segmentIds ?? null,
    recipients: payload.recipients ?? [],
    formats: [...new Set(variant === 'analyst' ? REPORT_FORMATS : (payload.formats ?? formatsOf(variant)))],
    ...(brands === undefined ? {} : { brands: [...new Set(brands)] }),
    ...(tags === undefined ? {} : { tags: [...new Set(tags)] }),
    ...(variant === undefined ? {} : { variant }),
    ...(replyTo === undefined ? {} : { replyTo }),
  };
}

function refuseParts(payload: z.infer<typeof PAYLOAD>): void {
  for (const [field, filter] of FILTERS) {
    const refusal = refusalOfFilter(payload.report, filter);
    if (payload[field] !== undefined && refusal !== null)
      throw new Failure('bad-input', `${field}: ${refusal}`);
  }
  const refusal =
    payload.variant === undefined || payload.variant === 'full'
      ? null
      : refusalOfWish(payload.report, 'variant');
  if (refusal !== null) throw new Failure('bad-input', `variant: ${refusal}`);
}

function parseWindow(value: unknown): AskedWindow {
  if (typeof value === 'string') return { kind: rollingKind(value, 'window'), tz: null };
  if (typeof value === 'object' && value !== null && 'kind' in value) {
    const { kind, tz } = parseWith(KIND_TZ, value, 'window.');
    return { kind: rollingKind(kind, 'window.kind'), tz: parseZone(tz) };
  }
  if (typeof value === 'object' && value !== null) {
    const { from, to, tz } = parseWith(FROM_TO, value, 'window.');
    return { kind: 'custom', from, to, tz: parseZone(tz) };
  }
  throw new Failure(
    'bad-input',
    `window: must be ${WINDOW_KINDS.map((kind) => `"${kind}"`).join(', ')} or {"from", "to", "tz"}`,
  );
}

function rollingKind(text: string, field: string): RollingKind {
  if (isRollingKind(text)) return text;
  throw new Failure('bad-input', `${field}: ${shownText(text)} is not one of ${WINDOW_KINDS.join(', ')}`);
}

function parseZone(tz: string): string {
  return parseTimeZone(tz);
}

/** Zod's first complaint as one line of ours; names fields, never shows values. */
function parseWith<T>(schema: z.ZodType<T>, data: unknown, prefix: string): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Failure('bad-input', issue === undefined ? 'payload: is not allowed' : lineOf(issue, prefix));
}

type Issue = z.ZodError['issues'][number];

function lineOf(issue: Issue, prefix: string): string {
  const field = prefix + fieldOf(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const unknown = issue.keys.slice(0, 3).map(shownText);
    return `${prefix}${fieldOf([...issue.path, unknown.join(', ')])}: is not a known key`;
  }
  const where = field === '' ? 'payload' : field.replace(/\.$/, '');
  return `${where}: ${issue.message.replace(/^Invalid input: /, '')}`;
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}
