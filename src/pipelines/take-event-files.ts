import { basename } from 'node:path';
import { setImmediate as letOthersRun } from 'node:timers/promises';
import { Failure } from '../core/failure.ts';
import { maskPhonesIn } from '../core/phone-number.ts';
import { parseTimeZone } from '../core/time/time-zone.ts';
import { eventFilesAt, readPieces } from '../files/read-pieces.ts';
import { findProvider, PROVIDERS } from '../providers/catalogue.ts';
import type {
  ImporterOptions,
  ParsedPayload,
  ProviderImporter,
  RefusedEvent,
} from '../providers/importer.ts';
import { settingsFault } from '../providers/settings-fault.ts';
import type { Db } from '../store/connect.ts';
import { databaseNow } from '../store/database-clock.ts';
import { openPhoneKeys, type PhoneSecret } from './open-phone-keys.ts';
import { parsePiece } from './parse-piece.ts';
import { type EventStage, type StagedEvents, type StageRequest, stageEvents } from './stage-events.ts';
import { storeStaged } from './take-events.ts';

export type EventFilesRequest = {
  readonly db: Db;
  readonly secretKey: PhoneSecret;
  /** a name of src/providers/catalogue.ts */
  readonly provider: string;
  /** files and folders; `-` is standard input */
  readonly paths: readonly string[];
  readonly options: ImporterOptions;
  readonly ownWords?: StageRequest['ownWords'];
  /** true = read and check, store nothing */
  readonly dryRun?: boolean | undefined;
  /** stop when more events of a file are refused; default 1,000 */
  readonly maxErrors?: number | undefined;
  readonly onProgress?: ((file: string, read: number) => void) | undefined;
};

/** read = applied + duplicate + parked + refused + ignored */
export type EventCounts = {
  readonly read: number;
  readonly applied: number;
  readonly duplicate: number;
  readonly parked: number;
  readonly refused: number;
  /** no events for us, such as a test ping */
  readonly ignored: number;
  /** parked earlier, and taken now */
  readonly taken: number;
};

export type TakenFile = EventCounts & {
  readonly file: string;
  readonly state: 'done' | 'checked';
  readonly seconds: number;
  /** the first of the refused; `index` is the place in the file, from 1 */
  readonly refusals: readonly RefusedEvent[];
};

const MAX_ERRORS = 1_000;
const TOLD = 20;

/**
 * Stores the events of a provider's files: payloads of its webhooks as they came, or exports. A file that is given
 * again, or whose import was killed, is simply read again: what is stored already changes nothing. Fails with
 * `bad-input`; what was stored by then stays.
 */
export async function takeEventFiles(request: EventFilesRequest): Promise<readonly TakenFile[]> {
  const importer = importerOf(request.provider);
  if (request.options.timezone !== null) parseTimeZone(request.options.timezone);
  const fault = settingsFault(importer, request.options);
  if (fault !== null) throw new Failure('bad-input', `${fault.field}: ${fault.reason}`);
  const files = (await Promise.all(request.paths.map(eventFilesAt))).flat();
  if (files.length === 0) throw new Failure('bad-input', 'no file or folder to import is given');
  const receivedAt = await databaseNow(request.db);
  const keys = await openPhoneKeys(request.db, request.secretKey);
  const done: TakenFile[] = [];
  for (const path of files) done.push(await takeFile(request, importer, path, { receivedAt, keys }));
  return done;
}

function importerOf(provider: string): ProviderImporter {
  const importer = findProvider(provider);
  if (importer !== null) return importer;
  throw new Failure('bad-input', `provider: must be one of ${PROVIDERS.map(({ id }) => id).join(', ')}`);
}

type Tally = { counts: EventCounts; readonly refusals: RefusedEvent[] };

async function takeFile(
  request: EventFilesRequest,
  importer: ProviderImporter,
  path: string,
  opened: Pick<StageRequest, 'keys' | 'receivedAt'>,
): Promise<TakenFile> {
  const started = performance.now();
  const file = path === '-' ? 'standard input' : basename(path);
  const { maxErrors = MAX_ERRORS, dryRun = false } = request;
  const taking = { ...request, ...opened };
  const tally: Tally = { counts: NOTHING, refusals: [] };
  let placesBefore = 0;
  // One batch is stored while the next is read, checked and written for the loader.
  let storing = Promise.resolve();
  let batch = emptyBatch(taking);
  let most = FIRST_IN_BATCH;
  const store = async (): Promise<void> => {
    const full = batch;
    batch = emptyBatch(taking);
    most = MOST_IN_BATCH;
    await storing;
    storing = takeBatch(request, full, tally).then(() => request.onProgress?.(file, tally.counts.read));
    // whoever awaits it sees the error; until then it must not count as unhandled
    storing.catch(() => undefined);
  };
  try {
    for await (const piece of readPieces(path)) {
      for (const { parsed, records } of parsePiece(piece, importer, request.options)) {
        addParsed(batch, parsed, placesBefore);
        placesBefore += parsed.lastPlace === 0 ? records : parsed.lastPlace;
      }
      if (batch.read >= most) await store();
      if (tally.counts.refused > maxErrors) break;
      await letOthersRun();
    }
    await store();
  } finally {
    await storing;
  }
  if (tally.counts.refused > maxErrors) throw tooManyRefused(file, tally, maxErrors);
  const seconds = (performance.now() - started) / 1000;
  const state = dryRun ? 'checked' : 'done';
  return { file, state, seconds, ...tally.counts, refusals: tally.refusals };
}

const NOTHING: EventCounts = {
  read: 0,
  applied: 0,
  duplicate: 0,
  parked: 0,
  refused: 0,
  ignored: 0,
  taken: 0,
};

/** What several pieces hold, stored in one transaction. */
type Batch = {
  read: number;
  refused: number;
  ignored: number;
  readonly stage: EventStage;
  /** the first of the refused */
  readonly refusals: RefusedEvent[];
};

/** Events, and what is none or refused. */
const MOST_IN_BATCH = 20_000;
/** The database has nothing to do before the first. */
const FIRST_IN_BATCH = 4_000;

function emptyBatch(request: StageRequest): Batch {
  return { read: 0, refused: 0, ignored: 0, stage: stageEvents(request), refusals: [] };
}

/** `before`: places of the file in front of those of the payload. */
function addParsed(batch: Batch, parsed: ParsedPayload, before: number): void {
  const { events, places, refused, ignored } = parsed;
  const unkept = batch.stage
    .add(events)
    .map((refusal) => ({ ...refusal, index: places[refusal.index - 1] ?? refusal.index }));
  batch.read += events.length + refused.length + ignored;
  batch.refused += refused.length + unkept.length;
  batch.ignored += ignored;
  const inOrder = [...refused, ...unkept].sort((one, other) => one.index - other.index);
  for (const { index, field, reason } of inOrder.slice(0, TOLD - batch.refusals.length)) {
    // 0 = all of it
    batch.refusals.push({ index: before + Math.max(index, 1), field, reason: maskPhonesIn(reason) });
  }
}

async function takeBatch(
  { db, dryRun = false }: EventFilesRequest,
  { stage, read, refused, ignored, refusals }: Batch,
  tally: Tally,
): Promise<void> {
  const staged = stage.take();
  const taken = dryRun ? unlooked(staged) : await storeStaged({ db, staged });
  const { counts } = tally;
  tally.counts = {
    read: counts.read + read,
    applied: counts.applied + taken.applied,
    duplicate: counts.duplicate + taken.duplicate,
    parked: counts.parked + taken.parked,
    refused: counts.refused + refused,
    ignored: counts.ignored + ignored,
    taken: counts.taken + taken.taken,
  };
  tally.refusals.push(...refusals.slice(0, TOLD - tally.refusals.length));
}

/** Nobody looked whether the message is known. */
function unlooked({ lines, repeated }: StagedEvents): Awaited<ReturnType<typeof storeStaged>> {
  return { applied: lines.count, duplicate: repeated, parked: 0, taken: 0 };
}

function tooManyRefused(file: string, { counts, refusals }: Tally, maxErrors: number): Failure {
  const [first] = refusals;
  const why = first === undefined ? '' : `; first: record ${first.index}, ${first.field}: ${first.reason}`;
  return new Failure(
    'bad-input',
    `${file}: stopped after ${counts.read} events, ${counts.refused} were refused and ${maxErrors} are allowed${why}`,
  );
}
