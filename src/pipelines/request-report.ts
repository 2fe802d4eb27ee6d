import { createHash } from 'node:crypto';
import { canonicalJson } from '../core/canonical-json.ts';
import { Failure } from '../core/failure.ts';
import { REPORTS } from '../core/reports/catalogue.ts';
import type { Mark } from '../core/reports/report-model.ts';
import { NO_WISH, type RunOptions } from '../core/runs/run-options.ts';
import type { Window } from '../core/time/window.ts';
import { customWindow, dueAt, type RollingKind, windowOf } from '../core/time/window-kinds.ts';
import { DEFAULT_PRODUCER, parseRequest, type ReportRequest } from '../queue/requests.ts';
import { writeAudit } from '../store/audit.ts';
import type { Db } from '../store/connect.ts';
import { unknownIds, unknownNames } from '../store/known-ids.ts';
import { findRequest, insertRequest, saveRejectedRequest } from '../store/requests.ts';
import { isDuplicateKey } from '../store/retryable-error.ts';
import { insertRun } from '../store/runs-insert.ts';
import { type AskedAddresses, checkAddresses } from './asked-addresses.ts';
import { noSuchId, noSuchName } from './no-such.ts';
import { refuseOtherBrands } from './refuse-other-brands.ts';
import { refuseTooMany } from './refuse-too-many.ts';

export type RequestNeeds = {
  readonly db: Db;
  readonly now: () => Promise<Temporal.Instant>;
  readonly tzdb: string;
  /** zone of a window that names none */
  readonly timezone: string;
  /** a person who asked, for the audit log; absent = another program did, and its request is all there is to know */
  readonly actor?: string;
  /** e-mail address of that person, where answers to the report go; absent or null = where the request says */
  readonly replyTo?: string | null;
  /** most requests of one program or person in an hour; 0 or absent = no limit */
  readonly perHour?: number;
};

/** `isNew` false = the same request had been accepted before; this is its run. */
export type Accepted = { readonly runId: number; readonly isNew: boolean };

const DEADLINE_S = 86_400;
const STALE_AFTER_S = 7_200;
const LOCALE = 'en-GB';

/**
 * Accepts an ad-hoc request: its row and its run are committed when this returns. The same id with the same data gives
 * the same run. Throws `bad-input` or `bad-state` in one line, after leaving a rejected request to be seen.
 */
export async function requestReport(
  needs: RequestNeeds,
  data: unknown,
  marks: readonly Mark[] = [],
): Promise<Accepted> {
  try {
    const request = parseRequest(data);
    const addresses = await checkAddresses(needs.db, request);
    await checkRequest(needs.db, request);
    return await accept(needs, request, addresses, marks);
  } catch (error) {
    if (error instanceof Failure && !error.retryable) await reject(needs, data, error);
    throw error;
  }
}

/** What can only be known with the data at hand: ids and names that exist, brands that the recipients may see. */
export async function checkRequest(db: Db, request: ReportRequest): Promise<void> {
  await refuseUnknown(db, request);
  await refuseUnknownNames(db, request);
  await refuseOtherBrands(db, { recipients: request.recipients, brands: request.brands ?? null });
}

/** Leaves a row that says who asked for what and why not. */
export async function rejectRequest(
  needs: Pick<RequestNeeds, 'db' | 'now'>,
  data: unknown,
  failure: Failure,
): Promise<void> {
  await reject(needs, data, failure);
}

async function refuseUnknown(db: Db, { campaignIds, segmentIds }: ReportRequest): Promise<void> {
  for (const [kind, ids] of [
    ['campaign', campaignIds],
    ['segment', segmentIds],
  ] as const) {
    if (ids === null) continue;
    const [unknown] = await unknownIds(db, kind, ids);
    if (unknown === undefined) continue;
    const index = ids.indexOf(unknown);
    throw noSuchId(kind, index, unknown);
  }
}

async function refuseUnknownNames(db: Db, { brands, tags }: ReportRequest): Promise<void> {
  for (const [kind, asked] of [
    ['brand', brands],
    ['tag', tags],
  ] as const) {
    const [unknown] = asked === undefined ? [] : await unknownNames(db, kind, asked);
    if (unknown === undefined || asked === undefined) continue;
    const index = asked.indexOf(unknown);
    throw noSuchName(kind, index, unknown);
  }
}

async function accept(
  needs: RequestNeeds,
  request: ReportRequest,
  addresses: AskedAddresses,
  marks: readonly Mark[],
): Promise<Accepted> {
  const { producer, requestId } = request;
  const payload = canonicalJson(request);
  const payloadSha256 = sha256(payload);
  const now = await needs.now();
  const { window, kind } = windowAsked(request, needs.timezone, now);
  try {
    const runId = await needs.db.transaction(async (trx) => {
      // the same request again has no turn of its own: it ends here
      const id = await insertRequest(trx, { producer, requestId, payload, payloadSha256 }, now);
      await refuseTooMany(trx, { who: needs.actor ?? producer, perHour: needs.perHour ?? 0 }, now);
      const run = await insertRun(
        trx,
        {
          scheduleId: null,
          requestId: id,
          occurrence: requestId.slice(0, 40),
          report: request.report,
          title: REPORTS.find(({ type }) => type === request.report)?.title ?? request.report,
          window,
          windowKind: kind,
          tzdb: needs.tzdb,
          options: optionsOf(request, { ...addresses, personal: needs.replyTo ?? null }, marks),
          dueAt: now,
          deadlineAt: now.add({ seconds: DEADLINE_S }),
          skip: null,
        },
        now,
      );
      if (needs.actor !== undefined) {
        const detail = { request: requestId, to: addresses.recipients.map(({ address }) => address) };
        const entry = { actor: needs.actor, action: 'report-request', object: `run ${run}`, detail };
        await writeAudit(trx, entry, now);
      }
      return run;
    });
    return { runId, isNew: true };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return earlier(needs.db, request, payloadSha256);
  }
}

async function earlier(db: Db, { producer, requestId }: ReportRequest, sha: Buffer): Promise<Accepted> {
  const before = await findRequest(db, producer, requestId);
  if (before === null || before.run === null) {
    throw new Failure('locked', `requestId: ${requestId} is being accepted at this moment`, {
      retryable: true,
    });
  }
  if (before.payloadSha256.equals(sha)) return { runId: before.run.id, isNew: false };
  throw new Failure(
    'bad-state',
    `requestId: ${requestId} of producer ${producer} was used before with other data (run ${before.run.id})`,
  );
}

/** The window of a request, as of now. */
export function windowAsked(
  { window }: ReportRequest,
  timezone: string,
  now: Temporal.Instant,
): { readonly window: Window; readonly kind: RollingKind | 'custom' } {
  if (window.kind === 'custom') {
    return { window: customWindow(window.from, window.to, window.tz), kind: 'custom' };
  }
  const tz = window.tz ?? timezone;
  return { window: windowOf(window.kind, dueAt(now, tz), tz), kind: window.kind };
}

/** Somebody waits for an ad-hoc report: a source that is behind marks it instead of holding it back. */
function optionsOf(
  request: ReportRequest,
  { recipients, replyTo, personal }: AskedAddresses & { readonly personal: string | null },
  marks: readonly Mark[],
): RunOptions {
  return {
    v: 1,
    ...NO_WISH,
    variant: request.variant ?? 'full',
    brands: request.brands ?? null,
    tags: request.tags ?? null,
    campaignIds: request.campaignIds,
    segmentIds: request.segmentIds,
    recipients: recipients.map(({ address }) => address),
    formats: request.formats,
    locale: LOCALE,
    recipientLocales: [],
    marks,
    replyTo: personal ?? replyTo?.address ?? null,
    ambiguousPolicy: 'resend_once',
    staleAfterS: STALE_AFTER_S,
    waitS: 0,
    schedule: null,
    resendOf: null,
  };
}

async function reject(
  { db, now }: Pick<RequestNeeds, 'db' | 'now'>,
  data: unknown,
  failure: Failure,
): Promise<void> {
  const asked = `${named(data, 'requestId')}`;
  await saveRejectedRequest(
    db,
    {
      producer: named(data, 'producer') || DEFAULT_PRODUCER,
      payloadSha256: sha256(JSON.stringify(data) ?? ''),
      reason: asked === '' ? failure.message : `${asked}: ${failure.message}`,
    },
    await now(),
  );
}

/** What a refused payload says about itself, if it is a harmless word. */
function named(data: unknown, key: string): string {
  const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, key) : null;
  return typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : '';
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
