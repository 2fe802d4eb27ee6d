import { parseAddress, parseNamedAddress } from '../../src/mail/address.ts';
import { composeEml } from '../../src/mail/eml.ts';
import { renderReport } from '../../src/render/render-report.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import type { Db } from '../../src/store/connect.ts';
import { databaseNow } from '../../src/store/database-clock.ts';
import { median, timed } from '../measure.ts';
import type { Figure } from '../results.ts';
import { composeFromCubes, weekAsked } from './mails-world.ts';

const LIMIT_MS = 150;
const RUNS = 21;
/** So many reports a worker has made before one counts as warm. */
const WARM_RUNS = 10;

type Parts = {
  readonly cubesMs: number;
  readonly renderMs: number;
  readonly mimeMs: number;
  /** of our process, without the server */
  readonly busyMs: number;
};

/**
 * One report from cubes to the bytes of a mail: cold in this process, then warm; where the time goes. As of now, as a
 * scheduled one is; one of a moment in the past counts its tests from their events.
 */
export async function benchOneReport(
  db: Db,
  endsAt: Temporal.Instant,
  secretKey: string,
): Promise<readonly Figure[]> {
  const templates = loadTemplates();
  let bytes = 0;
  const make = async (asOf: Temporal.Instant, locale = 'en-GB'): Promise<Parts> => {
    const busy = process.cpuUsage();
    const started = performance.now();
    const model = await composeFromCubes(db, { ...weekAsked(endsAt), asOf });
    const composed = performance.now();
    const content = await renderReport({ ...model, locale }, templates);
    const rendered = performance.now();
    bytes = composeEml(requestOf(content, asOf, secretKey), parseAddress('reader@example.com')).bytes.length;
    const ended = performance.now();
    const { user, system } = process.cpuUsage(busy);
    return {
      cubesMs: composed - started,
      renderMs: rendered - composed,
      mimeMs: ended - rendered,
      busyMs: (user + system) / 1000,
    };
  };
  const cold = await timed(() => make(endsAt));
  for (let run = 0; run < WARM_RUNS; run += 1) await make(endsAt.add({ seconds: run }));
  const english: Parts[] = [];
  const norwegian: Parts[] = [];
  const past: Parts[] = [];
  // in turns; another moment each, so that no mail is one that was made before
  for (let run = 0; run < RUNS; run += 1) {
    english.push(await make(await databaseNow(db)));
    norwegian.push(await make(await databaseNow(db), 'nb-NO'));
    past.push(await make(endsAt.subtract({ hours: 1 }).add({ seconds: run })));
  }
  return figuresOf({ cold, english, norwegian, past, bytes });
}

type Measured = {
  readonly cold: number;
  readonly english: readonly Parts[];
  readonly norwegian: readonly Parts[];
  readonly past: readonly Parts[];
  readonly bytes: number;
};

function figuresOf({ cold, english, norwegian, past, bytes }: Measured): readonly Figure[] {
  const wholeOf = (one: Parts): number => one.cubesMs + one.renderMs + one.mimeMs;
  const warm = medianOf(english, wholeOf);
  const part = (of: (one: Parts) => number): string => `${medianOf(english, of).toFixed(0)} ms`;
  const again =
    medianOf(norwegian, ({ renderMs }) => renderMs) / medianOf(english, ({ renderMs }) => renderMs);
  return [
    {
      ...EMPTY,
      name: 'one report from cubes to MIME, warm',
      oursMs: warm,
      ratio: `${(cold / warm).toFixed(1)} times faster than the first of the process`,
      ask: `${LIMIT_MS} ms (issue)`,
      isMet: warm < LIMIT_MS,
      note: `as of now, median of ${RUNS}: cubes ${part((one) => one.cubesMs)}, html, text and CSV ${part((one) => one.renderMs)}, MIME ${part((one) => one.mimeMs)}; our process took ${part((one) => one.busyMs)} of processor; ${Math.round(bytes / 1024)} kB`,
    },
    {
      ...EMPTY,
      name: 'the same as of a moment in the past',
      oursMs: medianOf(past, wholeOf),
      ratio: `${(medianOf(past, wholeOf) / warm).toFixed(2)} of now`,
      note: 'what was received later is left out, event by event',
    },
    {
      ...EMPTY,
      name: 'the same in Norwegian: html, text and CSV',
      oursMs: medianOf(norwegian, ({ renderMs }) => renderMs),
      ratio: `${again.toFixed(2)} of English`,
      note: 'in turns with the English one; a run with both languages pays for one more of these',
    },
  ];
}

const EMPTY = { rawMs: null, duckMs: null, ask: '', isMet: null } as const;

function medianOf(all: readonly Parts[], of: (one: Parts) => number): number {
  return median(all.map(of));
}

function requestOf(
  content: Awaited<ReturnType<typeof renderReport>>,
  date: Temporal.Instant,
  secretKey: string,
) {
  return {
    content,
    from: parseNamedAddress('SMS reports <reports@example.com>'),
    replyTo: null,
    date,
    messageIdDomain: 'example.com',
    secretKey,
    runKey: 'bench',
    scheduleKey: 'weekly',
    publicUrl: 'https://reports.example.com',
  };
}
